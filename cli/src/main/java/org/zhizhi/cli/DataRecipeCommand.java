package org.zhizhi.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.zhizhi.base.Json;
import org.zhizhi.data.recipe.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code zhizhi data recipe}: the recipe that a build takes if it is given none. */
@Command(
    name = "recipe",
    description = "Print the standard recipe, with comments, to start your own from.")
final class DataRecipeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    boolean chinese = Main.language(System.getenv()).equals(Locale.CHINESE);
    System.out.print(
        common.json() ? Json.line(Recipe.standard().json()) + "\n" : Recipe.standardText(chinese));
    return 0;
  }
}
