package org.stringless.collector;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;

/** A collector in a process of its own, for tests that kill it. Prints its address when it is ready. */
final class CollectorProcessMain {
    private CollectorProcessMain() {}

    public static void main(String[] words) throws InterruptedException {
        Collector collector =
                Collector.start(new InetSocketAddress("127.0.0.1", 0), Path.of(words[0]), Clock.systemUTC());
        System.out.println(collector.address());
        Thread.currentThread().join();
    }
}
