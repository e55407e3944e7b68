import { SampleBanner } from "../features/frame/SampleBanner.tsx";
import { PausedBanner } from "../features/thresholds/PausedBanner.tsx";

/** What stands above every page while there is something to say; the frame paints without it. */
export default function Banners() {
  return (
    <>
      <SampleBanner />
      <PausedBanner />
    </>
  );
}
