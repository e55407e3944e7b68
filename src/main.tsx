import "./styles.css";
import { openPage } from "./openPage.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");
await open(root);

/** In development, and in its own build, the gallery lies beside the product. */
async function open(element: HTMLElement): Promise<void> {
  if (import.meta.env.MODE !== "production") {
    const { openGallery } = await import("./gallery/openGallery.tsx");
    if (openGallery(element)) return;
  }
  await openPage(element);
}
