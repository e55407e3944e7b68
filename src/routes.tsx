import { lazy } from "react";
import { Route, Routes } from "react-router";
import { Frame } from "./pages/Frame.tsx";
import OverviewPage from "./pages/OverviewPage.tsx";

const AccountsPage = lazy(() => import("./pages/AccountsPage.tsx"));
const QuotaPage = lazy(() => import("./pages/QuotaPage.tsx"));
const ProjectPage = lazy(() => import("./pages/ProjectPage.tsx"));
const ProjectsPage = lazy(() => import("./pages/ProjectsPage.tsx"));
const SessionsPage = lazy(() => import("./pages/SessionsPage.tsx"));
const SessionPage = lazy(() => import("./pages/SessionPage.tsx"));
const SettingsPage = lazy(() => import("./pages/SettingsPage.tsx"));
const SchedulesPage = lazy(() => import("./pages/SchedulesPage.tsx"));
const ActivityPage = lazy(() => import("./pages/ActivityPage.tsx"));
const NotFoundPage = lazy(() => import("./pages/NotFoundPage.tsx"));

/** One page a URL. The first page is not fetched separately: it is what most come for. */
export function AppRoutes() {
  return (
    <Routes>
      <Route element={<Frame />}>
        <Route index element={<OverviewPage />} />
        <Route path="quota" element={<QuotaPage />} />
        <Route path="projects" element={<ProjectsPage />} />
        <Route path="projects/:id" element={<ProjectPage />} />
        <Route path="sessions" element={<SessionsPage />} />
        <Route path="sessions/:id" element={<SessionPage />} />
        <Route path="schedules" element={<SchedulesPage />} />
        <Route path="accounts" element={<AccountsPage />} />
        <Route path="settings" element={<SettingsPage />} />
        <Route path="activity" element={<ActivityPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
