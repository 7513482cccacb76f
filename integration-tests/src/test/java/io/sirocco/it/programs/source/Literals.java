package io.sirocco.it.programs.source;

import java.util.List;
import java.util.Random;

/** The types of made-up programs and constants of them. */
final class Literals {
  static final List<String> TYPES = List.of(
      "int",
      "long",
      "double",
      "float",
      "boolean",
      "byte",
      "short",
      "char",
      "String",
      "Integer",
      "Object",
      "Pair",
      "int[]",
      "long[]",
      "String[]");

  private Literals() {}

  static boolean isWide(String type) {
    return type.equals("long") || type.equals("double");
  }

  static boolean isNumber(String type) {
    return List.of("int", "long", "double", "float").contains(type);
  }

  static boolean isSmall(String type) {
    return List.of("byte", "short", "char").contains(type);
  }

  static String boxed(String type) {
    return switch (type) {
      case "int" -> "Integer";
      case "char" -> "Character";
      case "long", "double", "float", "boolean", "byte", "short" ->
        Character.toUpperCase(type.charAt(0)) + type.substring(1);
      default -> type;
    };
  }

  static String simplest(String type) {
    return switch (type) {
      case "int" -> "0";
      case "long" -> "0L";
      case "double" -> "0.0";
      case "float" -> "0f";
      case "boolean" -> "false";
      case "byte", "short" -> "(" + type + ") 0";
      case "char" -> "'a'";
      case "String" -> "\"\"";
      case "Integer" -> "Integer.valueOf(0)";
      case "Object" -> "(Object) \"\"";
      case "Pair" -> "new Pair(0, 0)";
      default -> "new " + type + " {" + element(type) + "}";
    };
  }

  private static String element(String arrayType) {
    String simplest = simplest(elementType(arrayType));
    return String.join(", ", List.of(simplest, simplest, simplest, simplest));
  }

  static String elementType(String arrayType) {
    return arrayType.substring(0, arrayType.length() - 2);
  }

  static String any(String type, Random random) {
    int n = random.nextInt(10);
    return switch (type) {
      case "int" -> random.nextInt(8) == 0 ? "(" + (random.nextInt() | 1) + ")" : "" + n;
      case "long" -> random.nextInt(8) == 0 ? "(" + random.nextLong() + "L)" : n + "L";
      case "double" -> n + ".5";
      case "float" -> n + ".25f";
      case "boolean" -> "" + random.nextBoolean();
      case "byte" -> "(byte) " + (n * 28 - 128);
      case "short" -> "(short) " + n * 3000;
      case "char" -> "'" + (char) ('a' + n) + "'";
      case "String" -> "\"" + (char) ('p' + n) + "\"";
      case "Integer" ->
        random.nextInt(4) == 0 ? "Integer.valueOf(1" + n + "000)" : "Integer.valueOf(" + n + ")";
      case "Object" -> random.nextBoolean() ? "(Object) \"o" + n + "\"" : "(Object) " + n;
      case "Pair" -> "new Pair(" + n + ", \"" + n + "\")";
      case "String[]" -> "new String[] {\"a\", \"b\", \"c\", \"d\"}";
      default -> "new " + type + " {1, 2, 3, " + n + "}";
    };
  }
}
