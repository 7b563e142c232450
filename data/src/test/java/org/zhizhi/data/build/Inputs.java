package org.zhizhi.data.build;

import java.util.Optional;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.Position;

/** Sources that stop, refuse or hold nothing. */
final class Inputs {
  private Inputs() {}

  /** Stops the build after some items. */
  record Stopping(Input input, int after) implements Input {
    @Override
    public Items open(Position from) {
      Items items = input.open(from);
      return new Forwarding(items) {
        private int left = after;

        @Override
        public Optional<Item> next() {
          if (left-- == 0) {
            throw new Build.Stopped();
          }
          return items.next();
        }
      };
    }

    @Override
    public long bytes() {
      return input.bytes();
    }

    @Override
    public String identity() {
      return input.identity();
    }
  }

  /** Puts something unreadable before every tenth document. */
  record Refusing(Input input) implements Input {
    @Override
    public Items open(Position from) {
      Items items = input.open(from);
      return new Forwarding(items) {
        private int number;

        @Override
        public Optional<Item> next() {
          if (number % 11 == 0 && number < 440) {
            String id = "bad-" + number / 11;
            number++;
            return Optional.of(
                new Item.Refused(id, "a/x.pdf", "damaged", "at byte " + (number - 1), 0));
          }
          number++;
          return items.next();
        }
      };
    }

    @Override
    public long bytes() {
      return input.bytes();
    }

    @Override
    public String identity() {
      return "refusing " + input.identity();
    }
  }

  record Empty() implements Input {
    @Override
    public Items open(Position from) {
      return new Forwarding(null) {
        @Override
        public Optional<Item> next() {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public String identity() {
      return "";
    }
  }

  private abstract static class Forwarding implements Input.Items {
    private final Input.Items items;

    Forwarding(Input.Items items) {
      this.items = items;
    }

    @Override
    public Position position() {
      return items.position();
    }

    @Override
    public long bytesRead() {
      return items.bytesRead();
    }

    @Override
    public void close() {
      items.close();
    }
  }
}
