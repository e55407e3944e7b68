import type { Credential, VendorRequest } from "./provider.ts";

export const KIRO_ORIGIN = "https://codewhisperer.us-east-1.amazonaws.com";
type Region = "us-east-1" | "eu-central-1";

const Q_ORIGINS: Readonly<Record<Region, string>> = {
  "us-east-1": "https://q.us-east-1.amazonaws.com",
  "eu-central-1": "https://q.eu-central-1.amazonaws.com",
};
const MANAGEMENT_ORIGINS: Readonly<Record<Region, string>> = {
  "us-east-1": "https://management.us-east-1.kiro.dev",
  "eu-central-1": "https://management.eu-central-1.kiro.dev",
};

/** Newer addresses, and those of the other region. */
export const KIRO_OTHER_ORIGINS: readonly string[] = [
  ...Object.values(Q_ORIGINS),
  ...Object.values(MANAGEMENT_ORIGINS),
];

/** In the order in which they are tried; none for a region outside the commercial partition. */
export function kiroRequests({ token, extra }: Credential): VendorRequest[] {
  const { profile_arn } = extra;
  const region = regionOf(profile_arn?.split(":")[3] ?? extra.region ?? "us-east-1");
  if (region === null) return [];
  const headers = { Authorization: `Bearer ${token}`, Accept: "application/json" };
  const asked = { origin: "AI_EDITOR", resourceType: "AGENTIC_REQUEST" };
  const profile = profile_arn === undefined ? {} : { profileArn: profile_arn };
  const get = (address: string, query: Record<string, string>, more = {}): VendorRequest => ({
    method: "GET",
    url: `${address}?${new URLSearchParams({ ...query, ...profile }).toString()}`,
    headers: { ...headers, ...more },
  });
  const limits = { ...asked, isEmailRequired: "false" };
  const isKey = token.startsWith("ksk_");
  const management = get(
    `${MANAGEMENT_ORIGINS[region]}/Get-Usage-Limits`,
    { origin: "KIRO_CLI", resourceType: "CREDIT" },
    isKey ? { tokentype: "API_KEY" } : {},
  );
  if (isKey) return [management];
  const classic: VendorRequest[] = [
    {
      method: "POST",
      url: `${KIRO_ORIGIN}/`,
      headers: {
        ...headers,
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": "AmazonCodeWhispererService.GetUsageLimits",
      },
      body: JSON.stringify({ ...profile, ...asked }),
    },
    get(`${KIRO_ORIGIN}/getUsageLimits`, limits),
  ];
  return [
    // It stands in one region only.
    ...(region === "us-east-1" ? classic : []),
    get(`${Q_ORIGINS[region]}/getUsageLimits`, limits),
    management,
  ];
}

/** Which of the two regions with the service serves this one; null in another partition of AWS. */
function regionOf(region: string): Region | null {
  if (/^(?:us-gov|us-iso|eu-isoe|cn)/.test(region)) return null;
  return /^(?:eu|ap)-/.test(region) ? "eu-central-1" : "us-east-1";
}
