import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.zhizhi.language.corpus.Row;
import org.zhizhi.language.corpus.Rows;
import org.zhizhi.language.corpus.Split;
import org.zhizhi.language.corpus.TokenShards;
import org.zhizhi.language.tokenizer.Tokenizer;

/** Prints the held-out text of a run, byte for byte what its bits per byte are measured on. */
void main(String[] args) throws Exception {
  Path run = Path.of(args[0]);
  Tokenizer tokenizer = Tokenizer.read(run.resolve("tokenizer"));
  try (TokenShards shards = TokenShards.open(run.resolve("tokens"));
      OutputStream out = new BufferedOutputStream(System.out)) {
    for (Row row : Rows.once(shards, Split.HELD, 1024)) {
      for (int target : row.targets()) {
        if (target >= 0 && !tokenizer.isSpecial(target)) {
          out.write(tokenizer.bytes(target));
        }
      }
    }
  }
}
