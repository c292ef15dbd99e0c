package guildhall.bench.attribution;

import guildhall.bench.attribution.Answers.Answer;
import guildhall.bench.attribution.Corpus.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

/// The other way to find sources: BM25 over passages of 256 tokens. Each of 20 windows of an answer
/// is searched for; the ten best passages of each are compared with the answer, and count if they
/// share six tokens in a row.
final class Passages implements AutoCloseable {

  private static final int PASSAGE = 256;
  private static final int WINDOWS = 20;
  private static final int BEST = 10;
  private static final int RUN = 6;
  private static final String TEXT = "text";

  private final List<Document> documents;
  private final Map<Integer, int[]> places = new HashMap<>(); // document and start, by passage
  private final FSDirectory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  Passages(Path folder, List<Document> documents) throws IOException {
    this.documents = documents;
    this.directory = FSDirectory.open(folder);
    IndexWriterConfig config =
        new IndexWriterConfig(new StandardAnalyzer()).setOpenMode(OpenMode.CREATE);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      FieldType type = new FieldType();
      type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
      type.freeze();
      for (int d = 0; d < documents.size(); d++) {
        int[] tokens = Ints.array(documents.get(d).tokens());
        for (int from = 0; from < tokens.length; from += PASSAGE) {
          int to = Math.min(tokens.length, from + PASSAGE);
          org.apache.lucene.document.Document passage = new org.apache.lucene.document.Document();
          passage.add(new Field(TEXT, new Ids(tokens, from, to), type));
          places.put(places.size(), new int[] {d, from});
          writer.addDocument(passage);
        }
      }
      writer.forceMerge(1);
    }
    this.reader = DirectoryReader.open(directory);
    this.searcher = new IndexSearcher(reader);
  }

  /// Documents that the answer has six tokens in a row from.
  Set<Integer> sources(Answer answer) {
    int[] tokens = answer.array();
    Set<List<Integer>> runs = new HashSet<>();
    for (int i = 0; i + RUN <= tokens.length; i++) {
      runs.add(List.copyOf(answer.tokens().subList(i, i + RUN)));
    }
    Set<Integer> candidates = new LinkedHashSet<>();
    int length = (tokens.length + WINDOWS - 1) / WINDOWS;
    try {
      for (int from = 0; from < tokens.length; from += length) {
        BooleanQuery.Builder window = new BooleanQuery.Builder();
        new LinkedHashSet<>(
                answer.tokens().subList(from, Math.min(tokens.length, from + 2 * length)))
            .forEach(token ->
                window.add(
                    new TermQuery(new Term(TEXT, Ids.name(token))), BooleanClause.Occur.SHOULD));
        for (ScoreDoc hit : searcher.search(window.build(), BEST).scoreDocs) {
          candidates.add(hit.doc);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Set<Integer> sources = new HashSet<>();
    candidates.forEach(candidate -> align(candidate, runs, sources));
    return sources;
  }

  private void align(int candidate, Set<List<Integer>> runs, Set<Integer> sources) {
    int[] place = places.getOrDefault(candidate, new int[2]);
    List<Integer> tokens = documents.get(place[0]).tokens();
    int to = Math.min(tokens.size(), place[1] + PASSAGE);
    for (int i = place[1]; i + RUN <= to; i++) {
      if (runs.contains(tokens.subList(i, i + RUN))) {
        sources.add(place[0]);
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
    for (String file : directory.listAll()) {
      directory.deleteFile(file);
    }
    directory.close();
  }

  /// Tokens as terms.
  private static final class Ids extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final int[] tokens;
    private final int to;
    private int next;

    Ids(int[] tokens, int from, int to) {
      this.tokens = tokens;
      this.next = from;
      this.to = to;
    }

    static String name(int token) {
      return Integer.toUnsignedString(token, Character.MAX_RADIX);
    }

    @Override
    public boolean incrementToken() {
      clearAttributes();
      if (next == to) {
        return false;
      }
      term.append(name(tokens[next++]));
      return true;
    }
  }
}
