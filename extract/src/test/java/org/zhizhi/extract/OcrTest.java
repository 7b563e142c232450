package org.zhizhi.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zhizhi.extract.Samples.bytes;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Item;

class OcrTest {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 48);

  @TempDir Path folder;

  @Test
  void withoutTesseractScansAreRefusedAndSaySo() throws IOException {
    Files.write(folder.resolve("a.png"), png("knowledge"));
    Files.write(folder.resolve("b.pdf"), scanned("knowledge"));
    List<Item> items = Reading.items(folder, Reading.settings("{\"ocr\": false}"));
    for (Item item : items) {
      Item.Refused refused = (Item.Refused) item;
      assertEquals("scanned", refused.reason());
      assertTrue(
          refused.detail().endsWith("Tesseract with chi_sim is not installed"), refused.detail());
    }
    assertEquals(2, items.size());
  }

  @Test
  void pagesThatArePicturesAreReadInTheirPlace() throws IOException {
    Assumptions.assumeTrue(Ocr.installed().isPresent(), "no Tesseract with chi_sim");
    Document page = Reading.one(folder, "a.pdf", scanned("to know what you know"));
    assertEquals(
        "The first page is typeset.\n\nto know what you know\n\nThe last page is typeset too.",
        page.text());
    assertEquals("3", page.meta().get("pages"));
    assertEquals("to know", Reading.one(folder, "b.png", png("to know")).text());
  }

  @Test
  void chineseIsReadWithoutSpaces() throws IOException {
    Assumptions.assumeTrue(Ocr.installed().isPresent(), "no Tesseract with chi_sim");
    Assumptions.assumeTrue(FONT.canDisplayUpTo("学而时习之") < 0, "no Chinese font");
    String text = Reading.one(folder, "zh.png", png("学而时习之不亦说乎")).text();
    assertTrue(text.contains("学而时习之"), text);
  }

  private static byte[] png(String text) {
    return bytes(out -> ImageIO.write(image(text), "png", out));
  }

  private static BufferedImage image(String text) {
    BufferedImage image = new BufferedImage(900, 120, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 900, 120);
    graphics.setColor(Color.BLACK);
    graphics.setFont(FONT);
    graphics.drawString(text, 40, 80);
    graphics.dispose();
    return image;
  }

  /** A PDF with a picture of text between two pages of text. */
  private static byte[] scanned(String text) {
    return bytes(
        out -> {
          try (PDDocument document = new PDDocument()) {
            typeset(document, text.contains(" ") ? "The first page is typeset." : "");
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
              var picture = LosslessFactory.createFromImage(document, image(text));
              content.drawImage(picture, 72, 500, 450, 60);
            }
            typeset(document, text.contains(" ") ? "The last page is typeset too." : "");
            document.save(out);
          }
        });
  }

  private static void typeset(PDDocument document, String text) throws IOException {
    PDPage page = new PDPage();
    document.addPage(page);
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.beginText();
      content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
      content.newLineAtOffset(72, 700);
      content.showText(text);
      content.endText();
    }
  }
}
