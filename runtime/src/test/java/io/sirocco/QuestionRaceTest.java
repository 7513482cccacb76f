package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** One thread answers while another one gives up and asks again. */
class QuestionRaceTest {
  private static final int ROUNDS = 50_000;

  @Test
  void answer_is_heard_once_whenever_the_question_is_given_up() throws Exception {
    Race.run(ROUNDS, () -> new Race.Round() {
      private final Question<Integer> question = new Question<>();
      private Future<Integer> asked = question.ask();

      @Override
      public void here() {
        if (asked.cancel()) {
          asked = question.again();
        }
      }

      @Override
      public void there() {
        question.answer(Outcome.of(42));
      }

      @Override
      public void check() {
        assertEquals(42, asked.result());
        assertNull(question.again());
      }
    });
  }
}
