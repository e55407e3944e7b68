/** Words that are hard to set: what people and machines really send. */
export const sampleText = {
  long: "Explain why the nightly export is slow on the second Tuesday of every month, and propose a fix that needs no migration, no new service and no window of maintenance",
  unbreakable: `refactor/${"the_name_that_somebody_generated_".repeat(6)}end`,
  arabic: "إصلاح اختبار الدفع المتقلب قبل إصدار الثلاثاء",
  hebrew: "עדכון התלויות ופתיחת בקשת משיכה",
  /** Both directions in one line, with numbers and a path. */
  mixed: "دمج PR #128 في acme/web بعد 10 دقائق",
} as const;

/** As the server writes them. */
export const CORRELATION_ID = "0b54a5e6-7d1c-4f6e-9a3f-2f1f6d0c9b11";
