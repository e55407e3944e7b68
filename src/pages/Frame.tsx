import { lazy, Suspense } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { Outlet, useLocation } from "react-router";
import { LiveStatus } from "../features/frame/LiveStatus.tsx";
import { PageLink } from "../features/frame/PageLink.tsx";
import { RouteAnnouncer } from "../features/frame/RouteAnnouncer.tsx";
import { Sidebar } from "../features/frame/Sidebar.tsx";
import { ToastArea } from "../features/frame/ToastArea.tsx";
import { ComputeBanner } from "../features/sessions/ComputeBanner.tsx";
import { CrashNotice } from "../ui/CrashNotice.tsx";
import { LinkProvider } from "../ui/LinkContext.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

const Banners = lazy(() => import("./Banners.tsx"));

/** What stands around every page. */
export function Frame() {
  const { pathname } = useLocation();
  return (
    <div className="min-h-dvh md:flex">
      <a
        href="#main"
        className="sr-only z-50 rounded-control bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <Sidebar />
      <div className="min-w-0 grow">
        <ErrorBoundary fallback={null}>
          <Suspense fallback={null}>
            <Banners />
          </Suspense>
        </ErrorBoundary>
        <LiveStatus />
        <ComputeBanner />
        <main id="main" tabIndex={-1} className="mx-auto max-w-6xl px-4 py-6 outline-none md:px-8">
          <ErrorBoundary resetKeys={[pathname]} FallbackComponent={CrashNotice}>
            <Suspense fallback={<Skeleton lines={6} label="Loading page" />}>
              <LinkProvider value={PageLink}>
                <Outlet />
              </LinkProvider>
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <RouteAnnouncer />
      <ToastArea />
    </div>
  );
}
