namespace Titer.Records.Documents; public static class PdfForm;
