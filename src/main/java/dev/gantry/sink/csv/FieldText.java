package dev.gantry.sink.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.gantry.sink.text.HalfCharacters;

/** Writes values as fields: out of JSON, quoted where that is needed. For one thread. */
final class FieldText {
    private static final int ASCII = 128;

    private final boolean[] needsQuotes = new boolean[ASCII];
    private final boolean isFormulaSafe;
    private final HalfCharacters halves = new HalfCharacters();
    private final PlainText plain = new PlainText(halves);
    private long formulas;

    FieldText(CsvFormat format) {
        for (int control = 0; control < ' '; control++) {
            needsQuotes[control] = true;
        }
        needsQuotes['"'] = true;
        needsQuotes[format.delimiter()] = true;
        isFormulaSafe = format.isFormulaSafe();
    }

    /** A text, given as the JSON between its quotes. */
    void escapedText(byte[] json, int from, int to, OutputStream out) throws IOException {
        plain.reset();
        plain.unescape(json, from, to);
        text(plain.array(), 0, plain.size(), out);
    }

    /** A text in UTF-8. */
    void text(byte[] text, int from, int to, OutputStream out) throws IOException {
        if (isFormulaSafe && beginsLikeAFormula(text, from, to)) {
            formulas++;
        }
        name(text, from, to, out);
    }

    /** The name of a column, which is in every file and so is not counted. */
    void name(byte[] text, int from, int to, OutputStream out) throws IOException {
        boolean isFormula = isFormulaSafe && beginsLikeAFormula(text, from, to);
        if (isFormula || from == to || isTrimmedOrComment(text, from, to) || holdsSpecial(text, from, to)) {
            quoted(isFormula ? "'" : "", text, from, to, out);
        } else {
            out.write(text, from, to - from);
        }
    }

    /** Any other value, as its JSON text. */
    void json(byte[] json, int from, int to, OutputStream out) throws IOException {
        plain.reset();
        halves.write(json, from, to, plain);
        if (holdsSpecial(plain.array(), 0, plain.size())) {
            quoted("", plain.array(), 0, plain.size(), out);
        } else {
            plain.writeTo(out);
        }
    }

    private boolean holdsSpecial(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] >= 0 && needsQuotes[text[i]]) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTrimmedOrComment(byte[] text, int from, int to) {
        return text[from] == ' ' || text[to - 1] == ' ' || text[from] == '#';
    }

    /** As OWASP names them; the null character, because some spreadsheets drop it and look at the next. */
    private static boolean beginsLikeAFormula(byte[] text, int from, int to) {
        return from < to
                && switch (text[from]) {
                    case '=', '+', '-', '@', '\t', '\r', '\n', '\0' -> true;
                    default -> false;
                };
    }

    private static void quoted(String first, byte[] text, int from, int to, OutputStream out) throws IOException {
        out.write('"');
        for (int i = 0; i < first.length(); i++) {
            out.write(first.charAt(i));
        }
        int written = from;
        for (int i = from; i < to; i++) {
            if (text[i] == '"') {
                out.write(text, written, i + 1 - written);
                written = i; // the quote, once more
            }
        }
        out.write(text, written, to - written);
        out.write('"');
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>(halves.notes());
        if (formulas > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d texts begin like a formula and got an apostrophe before them (formula-safe)",
                    formulas));
        }
        return notes;
    }
}
