import type { ReactNode } from "react";
import { Route, Routes, useLocation, useNavigate } from "react-router";

/** A page at its route, with the room that the frame gives it. */
export function OnRoute({ route = "/", children }: { route?: string; children: ReactNode }) {
  return (
    <main className="mx-auto max-w-6xl px-4 py-6 md:px-8">
      <Routes>
        <Route path={route} element={children} />
        <Route path="*" element={<Elsewhere />} />
      </Routes>
    </main>
  );
}

function Elsewhere() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  return (
    <p>
      This leads to {decodeURIComponent(pathname)}, which is not in this story.{" "}
      <button type="button" className="text-accent underline" onClick={() => void navigate(-1)}>
        Back
      </button>
    </p>
  );
}
