/** Makes tables, plots and the page of results of the files that JMH and the memory harness write. */
package io.sirocco.benchmarks.report;
