import { lazy } from "react";
import { Navigate, Route, Routes } from "react-router";
import { Frame } from "./pages/Frame.tsx";
import QuotaPage from "./pages/QuotaPage.tsx";

const ProjectPage = lazy(() => import("./pages/ProjectPage.tsx"));
const ProjectsPage = lazy(() => import("./pages/ProjectsPage.tsx"));
const NotFoundPage = lazy(() => import("./pages/NotFoundPage.tsx"));

/** One page a URL. The first page is not fetched separately: it is what most come for. */
export function AppRoutes() {
  return (
    <Routes>
      <Route element={<Frame />}>
        <Route index element={<Navigate to="/quota" replace />} />
        <Route path="quota" element={<QuotaPage />} />
        <Route path="projects" element={<ProjectsPage />} />
        <Route path="projects/:id" element={<ProjectPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
