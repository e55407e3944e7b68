import { countersConformance } from "./countersConformance.ts";
import { createMemoryCounters } from "./memoryCounters.ts";

countersConformance("in memory", async () => createMemoryCounters());
