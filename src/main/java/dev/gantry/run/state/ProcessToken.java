package dev.gantry.run.state;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * This process among those that share a state.
 *
 * @param token no other has it, and none ever had
 * @param host its machine, for people
 */
public record ProcessToken(String token, String host, long pid) {

    /** Of this process. */
    public static ProcessToken ofThis() {
        return new ProcessToken(
                UUID.randomUUID().toString().replace("-", ""),
                nameOfMachine(),
                ProcessHandle.current().pid());
    }

    private static String nameOfMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "a machine without a name";
        }
    }

    /** What all its sessions are called, so that others can end them. */
    String application() {
        return application(token);
    }

    /** What the session of its locks is called. */
    String locks() {
        return application() + "-locks";
    }

    static String application(String token) {
        return "gantry-" + token;
    }
}
