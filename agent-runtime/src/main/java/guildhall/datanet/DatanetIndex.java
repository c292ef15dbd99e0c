package guildhall.datanet;

import guildhall.attribution.Words;
import guildhall.book.ContentId;
import guildhall.sdk.Datanet.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/// The search index of one published version, in memory: BM25 over the text, exact match over the
/// fields. Immutable; safe for any thread.
final class DatanetIndex {

  private static final String TEXT = "$text";
  private static final String ORDER = "$order";

  /// Lucene says on every start that it found no vector module, which BM25 has no use for. Kept,
  /// since a logger that nobody keeps forgets its level.
  private static final Logger QUIET =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  static {
    QUIET.setLevel(Level.SEVERE);
  }

  /// A passage and where it is kept.
  record Kept(Passage passage, ContentId content) {}

  private final int version;
  private final List<Kept> passages;
  private final IndexSearcher searcher;

  DatanetIndex(int version, List<Kept> passages) {
    this.version = version;
    this.passages = List.copyOf(passages);
    try {
      this.searcher = new IndexSearcher(DirectoryReader.open(build()));
    } catch (IOException e) {
      throw new UncheckedIOException("an index in memory cannot fail to be read", e);
    }
  }

  private ByteBuffersDirectory build() throws IOException {
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    try (IndexWriter writer =
        new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
      for (int i = 0; i < passages.size(); i++) {
        Document document = new Document();
        document.add(new StoredField(ORDER, i));
        document.add(new TextField(TEXT, searchable(passages.get(i).passage()), Field.Store.NO));
        passages
            .get(i)
            .passage()
            .fields()
            .forEach((name, value) -> document.add(new StringField(name, value, Field.Store.NO)));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    return directory;
  }

  /// The text, and a heading if the contribution has one: people search by what a thing is called.
  private static String searchable(Passage passage) {
    return String.join(
        " ",
        Words.inOrder(
            String.join(
                "\n",
                passage.text(),
                passage.fields().getOrDefault("label", ""),
                passage.fields().getOrDefault("title", ""))));
  }

  int version() {
    return version;
  }

  List<Kept> search(String text, Map<String, String> filters, int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit must be 1..1000: " + limit);
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    Query words = words(text);
    query.add(words, BooleanClause.Occur.MUST);
    filters.forEach((name, value) ->
        query.add(new TermQuery(new Term(name, value)), BooleanClause.Occur.FILTER));
    try {
      List<Kept> found = new ArrayList<>();
      for (ScoreDoc hit : searcher.search(query.build(), limit).scoreDocs) {
        Number order = searcher.storedFields().document(hit.doc).getField(ORDER).numericValue();
        found.add(passages.get(order.intValue()));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("an index in memory cannot fail to be read", e);
    }
  }

  private static Query words(String text) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    int count = 0;
    for (String word : Words.of(text)) {
      if (count++ < 64) {
        any.add(new TermQuery(new Term(TEXT, word)), BooleanClause.Occur.SHOULD);
      }
    }
    if (count > 0) {
      return any.build();
    }
    return text.isBlank() ? MatchAllDocsQuery.INSTANCE : new MatchNoDocsQuery("no words");
  }
}
