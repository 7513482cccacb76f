package io.sirocco.example;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.swing.SwingLoop;
import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;

/**
 * A window whose button starts a coroutine. It waits for a clock, for a server and for a job of an executor, and
 * all that it does between the awaits it does on the event dispatch thread, where components may be used.
 */
final class SearchWindow {
  private static final Duration NOT_AT_ONCE = Duration.ofMillis(200); // for those who click twice

  private final JTextField address = new JTextField("https://example.org/", 30);
  private final JButton button = new JButton("Count words");
  private final JLabel answer = new JLabel(" ");
  private final JPanel panel = new JPanel(new BorderLayout());
  private final HttpClient http = HttpClient.newHttpClient();

  /** Makes the components; on the event dispatch thread. */
  SearchWindow() {
    panel.add(address, BorderLayout.NORTH);
    panel.add(answer, BorderLayout.CENTER);
    panel.add(button, BorderLayout.SOUTH);
    button.addActionListener(event -> clicked().detach());
  }

  /** Shows the window. */
  public static void main(String[] args) {
    SwingLoop.get(); // from now on coroutines stay on the event dispatch thread
    EventQueue.invokeLater(() -> {
      JFrame frame = new JFrame("Sirocco");
      frame.setDefaultCloseOperation(JFrame.EXIT_ON_CLOSE);
      frame.add(new SearchWindow().panel);
      frame.pack();
      frame.setVisible(true);
    });
  }

  /** Done when the answer is shown. */
  @Coroutine
  Future<Void> clicked() {
    button.setEnabled(false);
    try {
      show("wait ...");
      await(sleep(NOT_AT_ONCE));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address.getText())).build();
      String body = await(http.sendAsync(request, BodyHandlers.ofString())).body();
      show("count ...");
      show(await(IOLoop.current().runInExecutor(null, () -> body.split("\\s+").length)) + " words");
    } catch (Exception e) { // an await may throw anything
      show(e.toString());
    } finally {
      button.setEnabled(true);
    }
    return Future.of(null);
  }

  private void show(String text) {
    if (!EventQueue.isDispatchThread()) {
      throw new IllegalStateException("components belong to the event dispatch thread");
    }
    answer.setText(text);
  }

  /** What stands in the window; on the event dispatch thread, as the next two. */
  String shown() {
    return answer.getText();
  }

  boolean canBeClicked() {
    return button.isEnabled();
  }

  /** Types an address and clicks. */
  void ask(URI uri) {
    address.setText(uri.toString());
    button.doClick(0);
  }
}
