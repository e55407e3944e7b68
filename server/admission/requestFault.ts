import type { BadField, Fault } from "../../src/contract/problem.ts";

/** Why a request cannot be answered, other than by a limit. */
export class RequestFault extends Error {
  readonly fault: Fault;
  readonly fields: readonly BadField[];

  constructor(fault: Fault, detail: string, fields: readonly BadField[] = []) {
    super(detail);
    this.name = "RequestFault";
    this.fault = fault;
    this.fields = fields;
  }
}
