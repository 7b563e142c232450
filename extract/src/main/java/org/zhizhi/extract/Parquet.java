package org.zhizhi.extract;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.RecordFields;
import org.zhizhi.data.read.Refusal;

/** The rows of a Parquet file: of the text column, or of all columns with strings, as lines. */
final class Parquet {
  private Parquet() {}

  static void rows(Content content, ReadSettings settings, Consumer<RecordFields> to)
      throws IOException {
    try (HardwoodContext context = HardwoodContext.create(1);
        InputFile file =
            content.path().isPresent()
                ? InputFile.of(content.path().get())
                : InputFile.of(ByteBuffer.wrap(content.bytes()))) {
      file.open();
      try (ParquetFileReader reader = ParquetFileReader.open(file, context)) {
        rows(reader, settings, to);
      }
    }
  }

  private static void rows(
      ParquetFileReader reader, ReadSettings settings, Consumer<RecordFields> to) throws Refusal {
    List<ColumnSchema> strings =
        reader.getFileSchema().getColumns().stream().filter(Parquet::isString).toList();
    Optional<ColumnSchema> text = textColumn(strings, settings);
    List<ColumnSchema> wanted = new ArrayList<>();
    for (ColumnSchema column : reader.getFileSchema().getColumns()) {
      boolean flat =
          column.maxRepetitionLevel() == 0 && column.fieldPath().toString().equals(column.name());
      if (flat && (strings.contains(column) || text.isPresent() && isSimple(column))) {
        wanted.add(column);
      }
    }
    if (strings.isEmpty()) {
      throw new Refusal("no text field", "has no column of strings");
    }
    String[] names = wanted.stream().map(ColumnSchema::name).toArray(String[]::new);
    try (RowReader rows =
        reader.buildRowReader().projection(ColumnProjection.columns(names)).build()) {
      while (rows.hasNext()) {
        rows.next();
        to.accept(fields(rows, wanted, text));
      }
    }
  }

  private static RecordFields fields(
      RowReader row, List<ColumnSchema> columns, Optional<ColumnSchema> text) {
    RecordFields fields = new RecordFields();
    StringBuilder all = new StringBuilder();
    for (ColumnSchema column : columns) {
      if (row.isNull(column.name())) {
        continue;
      }
      String value = String.valueOf(row.getValue(column.name()));
      if (text.isPresent() && column.equals(text.get())) {
        fields.text(value);
      } else if (text.isPresent()) {
        fields.set(column.name().toLowerCase(Locale.ROOT), value);
      } else if (!value.isBlank()) {
        all.append(all.isEmpty() ? "" : "\n").append(value);
      }
    }
    if (text.isEmpty()) {
      fields.text(all.toString());
    }
    return fields;
  }

  private static Optional<ColumnSchema> textColumn(
      List<ColumnSchema> strings, ReadSettings settings) {
    for (String name : settings.text()) {
      for (ColumnSchema column : strings) {
        if (column.name().toLowerCase(Locale.ROOT).equals(name)) {
          return Optional.of(column);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isString(ColumnSchema column) {
    return column.type() == PhysicalType.BYTE_ARRAY
        && column.maxRepetitionLevel() == 0
        && column.logicalType() instanceof LogicalType.StringType;
  }

  private static boolean isSimple(ColumnSchema column) {
    return switch (column.type()) {
      case INT32, INT64, FLOAT, DOUBLE -> true;
      default -> false;
    };
  }
}
