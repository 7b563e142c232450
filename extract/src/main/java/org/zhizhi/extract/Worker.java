package org.zhizhi.extract;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.zhizhi.data.read.Wire;

/** The program of the process: reads files as it is asked to, until nobody asks any more. */
public final class Worker {
  private Worker() {}

  /** Serves standard input and output. */
  public static void main(String[] args) throws Exception {
    System.setOut(System.err); // what libraries print is no answer
    Answers answers =
        new Answers(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
    BlockingQueue<Wire.Request> requests = new LinkedBlockingQueue<>();
    Thread.ofPlatform().daemon().start(() -> listen(requests));
    DocumentParser documents = new DocumentParser();
    answers.begun();
    while (true) {
      new FileWalk(requests.take(), documents, answers).read();
      answers.done();
    }
  }

  /**
   * Takes requests; ends the process at once, whatever it is doing, when the other side has gone.
   */
  private static void listen(BlockingQueue<Wire.Request> requests) {
    try (InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in))) {
      Optional<Wire.Message> message = Wire.read(in);
      while (message.isPresent()) {
        requests.add(Wire.value(message.get(), Wire.Request.class));
        message = Wire.read(in);
      }
      Runtime.getRuntime().halt(0);
    } catch (IOException e) {
      System.err.println(e);
    }
    Runtime.getRuntime().halt(4);
  }
}
