package io.sirocco.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What Maven and Eclipse read about the goals. */
class PluginDescriptorTest {
  private static final String DESCRIPTOR = "target/classes/META-INF/maven/plugin.xml";
  private static final String LIFECYCLE =
      "target/classes/META-INF/m2e/lifecycle-mapping-metadata.xml";

  @Test
  void goals_have_their_phases_and_class_paths_and_may_run_in_parallel() throws Exception {
    List<String> goals = new ArrayList<>();
    for (Element mojo : elements(read(DESCRIPTOR), "mojo")) {
      goals.add(String.join(
          " ",
          text(mojo, "goal"),
          text(mojo, "phase"),
          text(mojo, "requiresDependencyResolution"),
          text(mojo, "threadSafe")));
    }
    goals.sort(null);

    assertEquals(
        List.of(
            "check verify test true",
            "help - - true",
            "instrument process-classes compile true",
            "instrument-test process-test-classes test true"),
        goals);
  }

  @Test
  void parameters_that_users_set_have_properties() throws Exception {
    Set<String> properties = new TreeSet<>();
    for (Element mojo : elements(read(DESCRIPTOR), "mojo")) {
      if (text(mojo, "goal").equals("instrument")) {
        Element configuration = elements(mojo, "configuration").get(0);
        for (Element parameter : elements(configuration, "*")) {
          properties.add(parameter.getTagName() + " " + parameter.getTextContent() + " "
              + parameter.getAttribute("default-value"));
        }
      }
    }

    assertEquals(
        Set.of(
            "awaitable ${sirocco.awaitable} ",
            "blockingCalls ${sirocco.blockingCalls} ",
            "classesDirectory  ${project.build.outputDirectory}",
            "excludes ${sirocco.excludes} ",
            "failOnError ${sirocco.failOnError} true",
            "includes ${sirocco.includes} ",
            "pluginVersion  ${plugin.version}",
            "project  ${project}",
            "skip ${sirocco.skip} false",
            "suppress ${sirocco.suppress} ",
            "verbose ${sirocco.verbose} false",
            "wholeCallAnnotations ${sirocco.wholeCallAnnotations} "),
        properties);
  }

  @Test
  void eclipse_knows_what_to_do_with_each_goal_of_the_lifecycle() throws Exception {
    List<String> actions = new ArrayList<>();
    for (Element execution : elements(read(LIFECYCLE), "pluginExecution")) {
      Element action = elements(execution, "action").get(0);
      String name = elements(action, "*").get(0).getTagName();
      elements(execution, "goal").forEach(goal -> actions.add(goal.getTextContent() + " " + name));
    }

    assertEquals(List.of("instrument execute", "instrument-test execute", "check ignore"), actions);
  }

  private static Document read(String file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File(file));
  }

  private static List<Element> elements(Node parent, String name) {
    NodeList nodes = parent instanceof Document document
        ? document.getElementsByTagName(name)
        : ((Element) parent).getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int index = 0; index < nodes.getLength(); index++) {
      elements.add((Element) nodes.item(index));
    }
    return elements;
  }

  private static String text(Element parent, String name) {
    List<Element> elements = elements(parent, name);
    return elements.isEmpty() ? "-" : elements.get(0).getTextContent();
  }
}
