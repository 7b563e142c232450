package org.zhizhi.extract;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.tika.metadata.Metadata;
import org.zhizhi.data.read.ReadSettings;

/** Pages of a PDF that are pictures: read by Tesseract, if it is there. */
final class Pages {
  /** The meta data that counts pages whose text could not be read. */
  static final String WITHOUT_TEXT = "pages_without_text";

  /** Letters below which a page with a picture counts as one: a stamp or page number. */
  private static final int FEW = 10;

  private static final float DPI = 200;
  private static final double MAX_PIXELS = 40e6;

  private Pages() {}

  /** The text of all pages, those that are pictures read in their place. */
  static String complete(
      TextHandler text, Content content, ReadSettings settings, Runnable alive, Metadata metadata)
      throws IOException {
    List<String> pages = split(text.text(), text.pages());
    if (pages.stream().allMatch(page -> letters(page) >= FEW)) {
      return joined(pages);
    }
    try (PDDocument pdf = load(content)) {
      Optional<Ocr> ocr = settings.ocr() ? Ocr.installed() : Optional.empty();
      int pictures = 0;
      int unread = 0;
      for (int i = 0; i < Math.min(pages.size(), pdf.getNumberOfPages()); i++) {
        if (letters(pages.get(i)) < FEW && hasPicture(pdf, i)) {
          pictures++;
          if (ocr.isPresent()) {
            alive.run();
            pages.set(i, ocr.get().read(render(pdf, i)));
          } else {
            unread++;
          }
        }
      }
      String read = joined(pages);
      if (letters(read) < FEW && unread > 0) {
        throw new Refusal(
            "scanned", "is scanned (" + unread + " pages without text), and " + Ocr.MISSING);
      }
      if (unread > 0) {
        metadata.set(WITHOUT_TEXT, unread + " of " + pages.size());
      } else if (pictures > 0) {
        metadata.set("ocr", "true");
      }
      return read;
    }
  }

  private static List<String> split(String text, List<Integer> starts) {
    List<String> pages = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
      pages.add(text.substring(starts.get(i), end).strip());
    }
    return pages.isEmpty() ? new ArrayList<>(List.of(text)) : pages;
  }

  private static String joined(List<String> pages) {
    return pages.stream()
        .filter(page -> !page.isBlank())
        .map(page -> Unwrapped.of(page).strip())
        .collect(Collectors.joining("\n\n"));
  }

  /** Letters of a page, counted until they are enough. */
  private static int letters(String page) {
    int letters = 0;
    for (int i = 0; i < page.length() && letters < FEW; i++) {
      letters += Character.isLetter(page.charAt(i)) ? 1 : 0;
    }
    return letters;
  }

  private static PDDocument load(Content content) throws IOException {
    return content.path().isPresent()
        ? Loader.loadPDF(content.path().get().toFile())
        : Loader.loadPDF(new RandomAccessReadBuffer(content.bytes()));
  }

  private static boolean hasPicture(PDDocument pdf, int page) {
    PDResources resources = pdf.getPage(page).getResources();
    if (resources != null) {
      for (COSName name : resources.getXObjectNames()) {
        return name != null;
      }
    }
    return false;
  }

  private static byte[] render(PDDocument pdf, int page) throws IOException {
    var box = pdf.getPage(page).getCropBox();
    double area = Math.max(box.getWidth(), 1) * Math.max(box.getHeight(), 1) / (72.0 * 72.0);
    float dpi = (float) Math.min(DPI, Math.sqrt(MAX_PIXELS / area));
    BufferedImage image = new PDFRenderer(pdf).renderImageWithDPI(page, dpi, ImageType.GRAY);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
