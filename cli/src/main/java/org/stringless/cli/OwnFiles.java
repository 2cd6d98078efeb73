package org.stringless.cli;

import java.io.IOException;
import java.net.InetAddress;

/**
 * The files that this very program is made of. An upgrade takes them away while a run is under way, and may itself be what that run applies;
 * so the run can neither be ended for it nor waited for. A collector goes on, too, until it is restarted.
 */
final class OwnFiles {
    private OwnFiles() {}

    /**
     * Opens whatever may be needed later. What is open stays as it was, though its name goes away or comes to mean another version's file.
     * To be called before the first child process is started.
     */
    static void hold() throws IOException {
        // A name that no jar has is looked for in every one of them, and they stay open.
        ClassLoader.getSystemResources("META-INF/in-none-of-them");
        // The library for addresses is else loaded by the first connection.
        InetAddress.getLoopbackAddress();
        // Otherwise each child is begun by a small program in Java's own directory.
        System.setProperty("jdk.lang.Process.launchMechanism", "FORK");
    }
}
