package dev.gantry.dashboard.server;

import java.net.InetAddress;
import java.net.UnknownHostException;

import dev.gantry.job.UserMistake;

/**
 * Where is listened.
 *
 * @param port 0: any that is free
 */
public record Listening(InetAddress address, int port) {

    private static final int LAST_PORT = 65_535;

    /**
     * As it was written on a command line.
     *
     * @throws UserMistake if there is no such address or port
     */
    public static Listening of(String address, int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new UserMistake("--port " + port + ": a port is a number from 1 to " + LAST_PORT + ".");
        }
        try {
            return new Listening(InetAddress.getByName(address), port);
        } catch (UnknownHostException unknown) {
            throw new UserMistake("--address " + address
                    + ": there is no such address; write one of this machine's, 127.0.0.1 say, or 0.0.0.0 for all.");
        }
    }

    /** Whether only this machine reaches it. */
    public boolean isLoopback() {
        return address.isLoopbackAddress();
    }
}
