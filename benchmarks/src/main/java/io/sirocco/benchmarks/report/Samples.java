package io.sirocco.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that was measured with JMH. */
record Samples(List<Sample> all) {
  SortedSet<String> rows() {
    return all.stream().map(Sample::row).collect(Collectors.toCollection(TreeSet::new));
  }

  SortedSet<Integer> jdks() {
    return all.stream().map(Sample::jdk).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those of a row on all JDKs, by contender. */
  List<Sample> of(String row) {
    return all.stream()
        .filter(sample -> sample.row().equals(row))
        .sorted(Comparator.comparing(Sample::contender, Contenders.BY_ORDER)
            .thenComparing(Sample::parameter, Comparator.comparingLong(Samples::number))
            .thenComparing(Sample::jdk))
        .toList();
  }

  private static long number(String parameter) {
    String digits = parameter.replaceAll("[^0-9].*", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  Optional<Sample> find(int jdk, String row, String contender, String parameter) {
    return all.stream()
        .filter(sample -> sample.jdk() == jdk
            && sample.row().equals(row)
            && sample.contender().equals(contender)
            && sample.parameter().equals(parameter))
        .findFirst();
  }

  /** Whom a sample is compared with. */
  Optional<Sample> reference(Sample sample) {
    return Contenders.reference(
            sample.contender(), name -> counterpart(sample, name).isPresent())
        .flatMap(name -> counterpart(sample, name));
  }

  private Optional<Sample> counterpart(Sample sample, String contender) {
    return find(sample.jdk(), sample.row(), contender, sample.parameter());
  }
}
