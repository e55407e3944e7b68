import "./styles.css";
import { openPage } from "./openPage.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");
keepShell();
await open(root);

/** In development, and in its own build, the gallery lies beside the product. */
async function open(element: HTMLElement): Promise<void> {
  if (import.meta.env.MODE !== "production") {
    const { openGallery } = await import("./gallery/openGallery.tsx");
    if (openGallery(element)) return;
  }
  await openPage(element);
}

/** Once the page is there: it is for the times when the server is not. */
function keepShell(): void {
  if (import.meta.env.MODE !== "production" || !("serviceWorker" in navigator)) return;
  addEventListener("load", () => void navigator.serviceWorker.register("/shellWorker.js"));
}
