import { accountsConformance } from "./accountsConformance.ts";
import { createMemoryRecords } from "./memoryRecords.ts";
import { errorsConformance } from "./errorsConformance.ts";
import { recordsConformance } from "./recordsConformance.ts";
import { schedulesConformance } from "./schedulesConformance.ts";
import { thresholdsConformance } from "./thresholdsConformance.ts";

recordsConformance("in memory", async () => createMemoryRecords());
accountsConformance("in memory", async () => createMemoryRecords());
thresholdsConformance("in memory", async () => createMemoryRecords());
schedulesConformance("in memory", async () => createMemoryRecords());
errorsConformance("in memory", async () => createMemoryRecords());
