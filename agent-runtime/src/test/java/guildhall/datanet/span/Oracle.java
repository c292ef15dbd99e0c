package guildhall.datanet.span;

import guildhall.attribution.span.SpanMatches;
import guildhall.attribution.span.SpanMatches.Holder;
import guildhall.attribution.span.SpanMatches.Run;
import guildhall.attribution.span.SpanMatches.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Looks everywhere: the definition of matches, spelled out, for small corpora.
final class Oracle {

  /// A registered document.
  record Registered(String owner, List<Integer> tokens) {}

  private final NavigableMap<Integer, Registered> documents = new TreeMap<>();

  void add(int ordinal, String owner, List<Integer> tokens) {
    documents.put(ordinal, new Registered(owner, tokens));
  }

  void remove(int ordinal) {
    documents.remove(ordinal);
  }

  SpanMatches matches(List<Integer> answer) {
    List<Span> spans = new ArrayList<>();
    int[] longest = new int[answer.size()];
    int end = 0;
    for (int i = 0; i < answer.size(); i++) {
      int length = longest(answer, i);
      if (length >= 6 && i + length > end) {
        end = i + length;
        spans.add(new Span(i, end, holders(answer.subList(i, end))));
        for (int t = i; t < end; t++) {
          longest[t] = Math.max(longest[t], length);
        }
      }
    }
    return new SpanMatches(answer.size(), true, runs(answer, longest), spans);
  }

  private int longest(List<Integer> answer, int start) {
    int length = 0;
    while (start + length < answer.size()
        && places(answer.subList(start, start + length + 1)) > 0) {
      length++;
    }
    return length;
  }

  private List<Run> runs(List<Integer> answer, int[] longest) {
    List<Run> runs = new ArrayList<>();
    for (int t = 0; t < answer.size(); t++) {
      Run run = run(answer, t, longest[t]);
      Run last = runs.isEmpty() ? null : runs.getLast();
      if (run.places() == 0) {
        continue;
      }
      if (last != null && last.to() == t && last.holder().equals(run.holder())) {
        runs.removeLast();
        int fewest = Math.min(last.places(), run.places());
        runs.add(new Run(last.from(), t + 1, run.holder(), fewest));
      } else {
        runs.add(run);
      }
    }
    return runs;
  }

  /// All matches over a token that are long enough, not only those of the least length.
  private Run run(List<Integer> answer, int token, int longest) {
    int least = Math.max(6, (int) Math.ceil(longest * 4 / 5.0));
    Holder earliest = null;
    int where = 0;
    for (int from = 0; from <= token && longest > 0; from++) {
      for (int to = Math.max(token + 1, from + least); to <= answer.size(); to++) {
        List<Holder> holders = holders(answer.subList(from, to));
        if (holders.isEmpty()) {
          break;
        }
        Holder first = holders.getFirst();
        int places = places(answer.subList(from, from + least));
        boolean earlier = earliest == null || first.document() < earliest.document();
        boolean same = first.equals(earliest);
        if (to - from == least && (earlier || (same && (where == 0 || places < where)))) {
          where = places;
        }
        if (earlier) {
          earliest = first;
        }
      }
    }
    return new Run(token, token + 1, earliest == null ? List.of() : List.of(earliest), where);
  }

  private int places(List<Integer> wanted) {
    return documents.values().stream().mapToInt(each -> places(each.tokens, wanted)).sum();
  }

  private static int places(List<Integer> tokens, List<Integer> wanted) {
    int places = 0;
    for (int i = 0; i + wanted.size() <= tokens.size(); i++) {
      if (tokens.subList(i, i + wanted.size()).equals(wanted)) {
        places++;
      }
    }
    return places;
  }

  private List<Holder> holders(List<Integer> wanted) {
    List<Holder> holders = new ArrayList<>();
    documents.forEach((ordinal, document) -> {
      if (places(document.tokens, wanted) > 0) {
        holders.add(new Holder(ordinal, document.owner));
      }
    });
    return holders;
  }
}
