import type { VendorShape } from "./vendorShape.ts";

/** Vendors that only tell what money is left. */

const status = { scode: "0x0", status: true };

export const moonshot: VendorShape = {
  routes: [
    {
      method: "GET",
      path: "/v1/users/me/balance",
      body: ({ balance }) => ({
        code: 0,
        data:
          balance === null
            ? {}
            : { available_balance: balance, voucher_balance: 0, cash_balance: balance },
        ...status,
      }),
      empty: { code: 0, data: {}, ...status },
    },
  ],
  unauthorized: {
    status: 401,
    body: {
      code: 401,
      // Zeros that are no balance.
      data: { available_balance: 0, voucher_balance: 0, cash_balance: 0 },
      scode: "unauthorized",
      status: false,
    },
  },
  throttled: () => ({ status: 429, body: { code: 429, scode: "throttled", status: false } }),
};

export const deepseek: VendorShape = {
  routes: [
    {
      method: "GET",
      path: "/user/balance",
      body: ({ balance }) => ({
        is_available: (balance ?? 0) > 0,
        balance_infos: balance === null ? [] : [moneyOf(balance)],
      }),
      empty: { balance_infos: [] },
    },
  ],
  unauthorized: {
    status: 401,
    body: { error: { message: "Unknown key", type: "authentication_error" } },
  },
  throttled: () => ({
    status: 429,
    body: { error: { message: "Too many requests", type: "rate_limit_error" } },
  }),
};

const moneyOf = (balance: number) => ({
  currency: "USD",
  total_balance: balance.toFixed(2),
  granted_balance: "0.00",
  topped_up_balance: balance.toFixed(2),
});
