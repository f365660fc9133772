package dev.gantry.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** A process that carries out one command line after another, until nobody has any more: see {@link OneProcess}. */
final class CommandsInTurn {

    private CommandsInTurn() {}

    /** Reads from standard input, for each: files of what it prints, how many arguments, these. Answers its exit code. */
    public static void main(String... none) throws IOException {
        Charset charset = System.out.charset();
        DataInputStream lines = new DataInputStream(System.in);
        DataOutputStream codes = new DataOutputStream(System.out);
        while (true) {
            String out;
            try {
                out = lines.readUTF();
            } catch (EOFException nobodyIsThere) {
                break;
            }
            String err = lines.readUTF();
            String[] arguments = new String[lines.readInt()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = lines.readUTF();
            }
            codes.writeInt(carryOut(arguments, out, err, charset));
            codes.flush();
        }
        System.exit(0);
    }

    private static int carryOut(String[] arguments, String out, String err, Charset charset) throws IOException {
        try (PrintStream printed = new PrintStream(new FileOutputStream(out), true, charset);
                PrintStream logged = new PrintStream(new FileOutputStream(err), true, charset)) {
            System.setOut(printed);
            System.setErr(logged);
            return Gantry.commandLine(arguments).execute(arguments);
        }
    }
}
