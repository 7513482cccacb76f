package io.sirocco.benchmarks.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.text.NumberFormat;
import java.util.Locale;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.StandardChartTheme;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.svg.SVGGraphics2D;

/** Horizontal bars with a logarithmic axis, as SVG. */
final class BarChart {
  private static final int WIDTH = 720;
  private static final Color[] COLOURS = {
    new Color(0x9ECAE1), new Color(0x08519C), new Color(0xE6550D), new Color(0x31A354)
  };

  private BarChart() {}

  /**
   * Draws a chart.
   *
   * @param bars the rows are the series, one colour each; the columns are the groups of bars
   * @return the same text for the same figures
   */
  static String svg(String title, String unit, CategoryDataset bars) {
    JFreeChart chart = chart(title, unit, bars);
    int height = 90 + bars.getColumnCount() * (14 + 18 * bars.getRowCount());
    SVGGraphics2D graphics = new SVGGraphics2D(WIDTH, height);
    graphics.setDefsKeyPrefix("plot"); // else a time
    chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
    return graphics.getSVGElement("plot", true, null, null, null) + "\n";
  }

  private static JFreeChart chart(String title, String unit, CategoryDataset bars) {
    JFreeChart chart = ChartFactory.createBarChart(
        title, null, unit, bars, PlotOrientation.HORIZONTAL, bars.getRowCount() > 1, false, false);
    theme().apply(chart);
    CategoryPlot plot = chart.getCategoryPlot();
    plot.setRangeAxis(axis(unit, bars));
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    plot.setOutlineVisible(false);
    plot.setRenderer(renderer(bars, plot.getRangeAxis().getLowerBound()));
    return chart;
  }

  private static StandardChartTheme theme() {
    StandardChartTheme theme = new StandardChartTheme("plain");
    theme.setExtraLargeFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    theme.setLargeFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    theme.setRegularFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    theme.setPlotBackgroundPaint(Color.WHITE);
    theme.setShadowVisible(false);
    return theme;
  }

  private static LogAxis axis(String unit, CategoryDataset bars) {
    double smallest = Double.MAX_VALUE;
    double largest = 0;
    for (int row = 0; row < bars.getRowCount(); row++) {
      for (int column = 0; column < bars.getColumnCount(); column++) {
        Number value = bars.getValue(row, column);
        if (value != null) {
          smallest = Math.min(smallest, value.doubleValue());
          largest = Math.max(largest, value.doubleValue());
        }
      }
    }
    LogAxis axis = new LogAxis(unit + ", logarithmic");
    axis.setTickLabelsVisible(false); // each bar has its figure
    axis.setMinorTickMarksVisible(false);
    // From a power of ten: a bar has to begin somewhere. On the right there is room for the figure.
    axis.setRange(Math.pow(10, Math.floor(Math.log10(smallest * 0.8))), largest * 3);
    return axis;
  }

  private static BarRenderer renderer(CategoryDataset bars, double base) {
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setItemMargin(0.05);
    renderer.setMaximumBarWidth(0.2);
    renderer.setIncludeBaseInRange(false);
    renderer.setBase(base);
    renderer.setDefaultItemLabelsVisible(true);
    renderer.setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT)); // at the end
    renderer.setDefaultItemLabelGenerator(
        new StandardCategoryItemLabelGenerator("{2}", NumberFormat.getInstance(Locale.ROOT)) {
          private static final long serialVersionUID = 1;

          @Override
          public String generateLabel(CategoryDataset dataset, int row, int column) {
            return Numbers.time(dataset.getValue(row, column).doubleValue());
          }
        });
    for (int row = 0; row < bars.getRowCount(); row++) {
      renderer.setSeriesPaint(
          row, COLOURS[(row + (bars.getRowCount() == 1 ? 1 : 0)) % COLOURS.length]);
    }
    return renderer;
  }
}
