package org.zhizhi.extract;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.tika.detect.CompositeDetector;
import org.apache.tika.detect.microsoft.POIFSContainerDetector;
import org.apache.tika.detect.zip.DefaultZipContainerDetector;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Office;
import org.apache.tika.metadata.PagedText;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.html.IdentityHtmlMapper;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.OldExcelParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.xml.DcXMLParser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.zhizhi.data.read.Format;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.Refusal;
import org.zhizhi.data.read.Texts;

/**
 * Parses single documents with Apache Tika: the parsers listed here and no others. None of them
 * runs macros or scripts, fetches anything, or looks into what is embedded.
 */
final class DocumentParser {
  private final CompositeDetector detector;
  private final Map<MediaType, Parser> parsers = new HashMap<>();
  private final JSoupParser html = new JSoupParser(new PageEncoding());

  DocumentParser() {
    MimeTypes types = MimeTypes.getDefaultMimeTypes();
    detector =
        new CompositeDetector(
            List.of(new POIFSContainerDetector(), new DefaultZipContainerDetector(), types));
    List<Parser> all =
        List.of(
            html,
            new PDFParser(),
            new OOXMLParser(),
            new OfficeParser(),
            new OldExcelParser(),
            new RTFParser(),
            new EpubParser(),
            new OpenDocumentParser(),
            new DcXMLParser());
    for (Parser parser : all) {
      for (MediaType type : parser.getSupportedTypes(new ParseContext())) {
        parsers.putIfAbsent(type, parser);
      }
    }
  }

  /** Parses a file or an entry. */
  Parsed parse(Content content, ReadSettings settings, Runnable alive) throws IOException {
    long limit = (long) settings.parsedMb() << 20;
    if (content.size() > limit) {
      throw new Refusal(
          "too large",
          "has "
              + (content.size() >> 20)
              + " MiB, over the "
              + settings.parsedMb()
              + " of parsed_mb");
    }
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, content.name());
    if (!content.type().isEmpty()) {
      metadata.set(Metadata.CONTENT_TYPE, content.type());
    }
    try (TikaInputStream in =
        content.path().isPresent()
            ? TikaInputStream.get(content.path().get(), metadata)
            : TikaInputStream.get(content.bytes(), metadata)) {
      MediaType type = type(content, in, metadata);
      Parser parser = parser(type);
      if (parser == null && type.getType().equals("image")) {
        return new Parsed(Ocr.picture(content, settings), Map.of("type", type.toString()));
      } else if (parser == null) {
        throw new Refusal("unsupported kind", "is " + type + ", which is not read");
      }
      metadata.set(
          Metadata.CONTENT_TYPE, content.type().isEmpty() ? type.toString() : content.type());
      TextHandler text = new TextHandler(settings.maxChars(), parser instanceof PDFParser);
      run(parser, in, text, metadata, settings);
      String read =
          parser instanceof PDFParser
              ? Pages.complete(text, content, settings, alive, metadata)
              : text.text();
      return new Parsed(Texts.clean(read).strip(), meta(metadata, type));
    }
  }

  /** Parses a page of HTML whose encoding may have been declared, or be null. */
  Parsed html(byte[] page, String charset, ReadSettings settings, Runnable alive)
      throws IOException {
    Metadata metadata = new Metadata();
    metadata.set(Metadata.CONTENT_TYPE, "text/html; charset=" + charset);
    TextHandler text = new TextHandler(settings.maxChars(), false);
    try (TikaInputStream in = TikaInputStream.get(page, metadata)) {
      run(html, in, text, metadata, settings);
    }
    return new Parsed(Texts.clean(text.text()).strip(), meta(metadata, MediaType.TEXT_HTML));
  }

  /** What it is: pages and PDF by a look, all else by Tika, whose look takes longer than a page. */
  private MediaType type(Content content, TikaInputStream in, Metadata metadata)
      throws IOException {
    byte[] head = content.head();
    if (Format.starts(head, "%PDF-")) {
      return MediaType.application("pdf");
    } else if (Format.isPage(content.name(), content.type(), head)) {
      return MediaType.TEXT_HTML;
    }
    return detector.detect(in, metadata).getBaseType();
  }

  private Parser parser(MediaType type) {
    MediaType at = type;
    while (at != null) {
      Parser parser = parsers.get(at);
      if (parser != null) {
        return parser;
      }
      at = MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry().getSupertype(at);
    }
    return null;
  }

  private static void run(
      Parser parser, InputStream in, ContentHandler text, Metadata metadata, ReadSettings settings)
      throws IOException {
    try {
      parser.parse(in, text, metadata, context());
    } catch (EncryptedDocumentException | org.apache.poi.EncryptedDocumentException e) {
      throw FileWalk.locked();
    } catch (ZeroByteFileException e) {
      throw new Refusal("empty", "is empty");
    } catch (SAXException | TikaException | IOException e) {
      throw refusal(e, settings);
    }
  }

  private static IOException refusal(Exception e, ReadSettings settings) {
    Throwable root = e;
    for (int i = 0; i < 20 && root.getCause() != null; i++) {
      if (root instanceof TextHandler.TooLong) {
        break;
      }
      root = root.getCause();
    }
    if (root instanceof TextHandler.TooLong) {
      return new Refusal("too long", "has over " + settings.maxChars() + " characters");
    } else if (root instanceof org.apache.poi.EncryptedDocumentException
        || root instanceof EncryptedDocumentException) {
      return FileWalk.locked();
    } else if (root instanceof Refusal refusal) {
      return refusal;
    }
    return new Refusal("damaged", "cannot be parsed (" + root + ")");
  }

  private static ParseContext context() {
    PDFParserConfig pdf = new PDFParserConfig();
    pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    pdf.setExtractInlineImages(false);
    pdf.setExtractBookmarksText(false);
    pdf.setExtractAnnotationText(false);
    OfficeParserConfig office = new OfficeParserConfig();
    office.setExtractMacros(false);
    office.setIncludeDeletedContent(false);
    office.setIncludeMoveFromContent(false);
    office.setConcatenatePhoneticRuns(false);
    office.setUseSAXDocxExtractor(true);
    office.setUseSAXPptxExtractor(true);
    ParseContext context = new ParseContext();
    context.set(PDFParserConfig.class, pdf);
    context.set(OfficeParserConfig.class, office);
    context.set(HtmlMapper.class, IdentityHtmlMapper.INSTANCE);
    context.set(EmbeddedDocumentExtractor.class, new Nothing());
    return context;
  }

  private static Map<String, String> meta(Metadata found, MediaType type) {
    Map<String, String> meta = new TreeMap<>();
    put(meta, "title", found.get(TikaCoreProperties.TITLE));
    put(meta, "author", found.get(TikaCoreProperties.CREATOR));
    put(meta, "date", found.get(TikaCoreProperties.CREATED));
    for (Property pages : List.of(PagedText.N_PAGES, Office.PAGE_COUNT, Office.SLIDE_COUNT)) {
      put(meta, "pages", found.get(pages));
    }
    put(meta, Pages.WITHOUT_TEXT, found.get(Pages.WITHOUT_TEXT));
    put(meta, "type", type.toString());
    return meta;
  }

  private static void put(Map<String, String> meta, String name, String value) {
    if (value != null && !value.isBlank()) {
      meta.putIfAbsent(name, value);
    }
  }

  /** Leaves what is embedded alone. */
  private static final class Nothing implements EmbeddedDocumentExtractor {
    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
      return false;
    }

    @Override
    public void parseEmbedded(
        InputStream in, ContentHandler to, Metadata metadata, boolean outputHtml) {}
  }
}
