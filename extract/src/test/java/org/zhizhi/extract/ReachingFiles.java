package org.zhizhi.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.zhizhi.extract.Crafted.replaced;
import static org.zhizhi.extract.Samples.bytes;
import static org.zhizhi.extract.Samples.objects;
import static org.zhizhi.extract.Samples.stream;
import static org.zhizhi.extract.Samples.utf8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;

/** Documents that refer to other files, to the network, to themselves and to what is not there. */
final class ReachingFiles extends HostileKind {
  private final Path secret;
  private final int port;
  private final int many;

  ReachingFiles(Path folder, Path secret, int port, int many) {
    super(folder);
    this.secret = secret;
    this.port = port;
    this.many = many;
  }

  @Override
  void write() throws Exception {
    entities();
    pdfs();
  }

  private void entities() throws IOException {
    String laughs =
        "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a0 \"ha\">"
            + "<!ENTITY a1 \"&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;\"><!ENTITY a2 \"&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;\">"
            + "<!ENTITY a3 \"&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;\"><!ENTITY a4 \"&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;\">"
            + "<!ENTITY a5 \"&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;\"><!ENTITY a6 \"&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;\">"
            + "<!ENTITY a7 \"&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;\"><!ENTITY a8 \"&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;\">]>";
    put("entity/laughs.xml", utf8(laughs + "<l>&a8;</l>"));
    put(
        "entity/quadratic.xml",
        utf8(
            "<?xml version=\"1.0\"?><!DOCTYPE q [<!ENTITY a \""
                + "a".repeat(100_000)
                + "\">]><q>"
                + "&a;".repeat(10_000)
                + "</q>"));
    String file = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>";
    String http = "<!DOCTYPE x [<!ENTITY e SYSTEM \"http://127.0.0.1:" + port + "/e\">]>";
    String dtd = "<!DOCTYPE x SYSTEM \"http://127.0.0.1:" + port + "/d.dtd\">";
    String xml = "<?xml version=\"1.0\"?>";
    int i = 0;
    for (String doctype : new String[] {file, http, dtd}) {
      String body = xml + doctype + "<x>before &e; after</x>";
      put("entity/" + i + ".xml", utf8(body));
      put(
          "entity/" + i + ".svg",
          utf8(xml + doctype + "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>&e;</text></svg>"));
      put(
          "entity/" + i + ".html",
          utf8(
              doctype
                  + "<html><body>&e;<img src=\"http://127.0.0.1:"
                  + port
                  + "/i.png\"><iframe src=\""
                  + secret.toUri()
                  + "\"></iframe></body></html>"));
      put(
          "entity/" + i + ".docx",
          replaced(
              Samples.docx(),
              "word/document.xml",
              utf8(
                  xml
                      + doctype
                      + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>before &e;</w:t></w:r></w:p></w:body></w:document>")));
      put("entity/" + i + ".xlsx", replaced(Samples.xlsx(), "xl/workbook.xml", utf8(body)));
      put("entity/" + i + ".epub", replaced(Samples.epub(), "book.opf", utf8(body)));
      put("entity/" + i + ".odt", replaced(Samples.odt(), "content.xml", utf8(body)));
      i++;
    }
    put(
        "entity/linked.docx",
        replaced(
            Samples.docx(),
            "word/_rels/document.xml.rels",
            utf8(
                xml
                    + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" TargetMode=\"External\""
                    + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"http://127.0.0.1:"
                    + port
                    + "/t.dotm\"/></Relationships>")));
  }

  private void pdfs() throws Exception {
    String page =
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>";
    String font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    String text = stream("BT /F1 12 Tf 72 700 Td (Words on a page) Tj ET /X Do");
    String form =
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream";
    String catalog = "<< /Type /Catalog /Pages 2 0 R >>";
    String pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    put("pdf/form-in-itself.pdf", objects(catalog, pages, page, text, font, form));
    put(
        "pdf/page-tree-loop.pdf",
        objects(
            catalog, "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", page, text, font, form));
    put(
        "pdf/count.pdf",
        objects(
            catalog, "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", page, text, font, form));
    put(
        "pdf/huge-page.pdf",
        objects(catalog, pages, page.replace("595 842", "9e9 9e9"), text, font, form));
    put(
        "pdf/contents-loop.pdf",
        objects(
            catalog,
            pages,
            page.replace("/Contents 4 0 R", "/Contents [3 0 R 4 0 R 4 0 R]"),
            text,
            font,
            form));
    put(
        "pdf/font-loop.pdf",
        objects(
            catalog,
            pages,
            page,
            text,
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] >>",
            form));
    put(
        "pdf/script.pdf",
        objects(
            "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\(\"http://127.0.0.1:"
                + port
                + "\"\\)) >> >>",
            pages,
            page,
            text,
            font,
            form));
    put(
        "pdf/launch.pdf",
        objects(
            "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (/bin/sh) >> >>",
            pages,
            page,
            text,
            font,
            form));
    put(
        "pdf/length.pdf",
        objects(
            catalog,
            pages,
            page,
            text.replaceFirst("/Length \\d+", "/Length 99999999"),
            font,
            form));
    put("pdf/no-catalog.pdf", objects("<< /Type /Nothing >>", pages, page, text, font, form));
    byte[] good = objects(catalog, pages, page, text, font, form);
    put(
        "pdf/prev-loop.pdf",
        new String(good, ISO_8859_1)
            .replaceFirst("/Root 1 0 R", "/Root 1 0 R /Prev 9")
            .getBytes(ISO_8859_1));
    put(
        "pdf/xref.pdf",
        new String(good, ISO_8859_1)
            .replaceFirst("startxref\n\\d+", "startxref\n999999999")
            .getBytes(ISO_8859_1));
    byte[] flate =
        bytes(
            out -> {
              try (OutputStream packing = new DeflaterOutputStream(out)) {
                for (int i = 0; i < 20 * many; i++) {
                  packing.write(utf8("BT /F1 12 Tf 72 700 Td (Words) Tj ET\n".repeat(10_000)));
                }
              }
            });
    String bomb =
        "<< /Filter /FlateDecode /Length "
            + flate.length
            + " >>\nstream\n"
            + new String(flate, ISO_8859_1)
            + "\nendstream";
    put("pdf/flate-bomb.pdf", objects(catalog, pages, page, bomb, font, form));
    put(
        "pdf/outline-loop.pdf",
        objects(
            "<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
            pages,
            page,
            text,
            font,
            "<< /First 6 0 R /Next 6 0 R /Title (x) >>"));
  }
}
