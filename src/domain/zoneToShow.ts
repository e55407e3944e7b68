/** The time zone that moments are shown in: UTC where this runtime does not know the one that is asked for. */
export const zoneToShow = (timezone: string): string => (isKnown(timezone) ? timezone : "UTC");

function isKnown(timeZone: string): boolean {
  try {
    Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}
