import { screen, waitFor } from "@testing-library/react";
import { Route, Routes, useParams } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";
import { openPage, type Page } from "../../renderPage.tsx";
import { ToastArea } from "../frame/ToastArea.tsx";
import { AddProjectCard } from "./AddProjectCard.tsx";
import { ProjectsCard } from "./ProjectsCard.tsx";

const ProjectProbe = () => <p>page of {useParams()["id"]}</p>;

let page: Page;
beforeEach(async () => {
  page = await openPage();
});
const show = () =>
  page.render(
    <>
      <ProjectsCard />
      <Routes>
        <Route path="projects" element={<AddProjectCard />} />
        <Route path="projects/:id" element={<ProjectProbe />} />
      </Routes>
      <ToastArea />
    </>,
    "/projects",
  );

const field = (name: string) => screen.getByRole("textbox", { name });
const add = async (id: string, name = "") => {
  if (id) await page.user.type(field("Repository"), id);
  if (name) await page.user.type(field("Name"), name);
  await page.user.click(screen.getByRole("button", { name: "Add project" }));
};

describe("adding a project", () => {
  it("lists it, also without the live channel, says so, and goes to its page", async () => {
    await page.live.close();
    show();
    expect(await screen.findByText("No projects yet")).toBeVisible();
    await add(" acme/web ", "Acme web");
    expect(await screen.findByText("page of acme/web")).toBeVisible();
    expect(screen.getByText("Acme web added")).toBeVisible();
    expect(await screen.findByRole("link", { name: /^Acme web/ })).toHaveAttribute(
      "href",
      "/projects/acme%2Fweb",
    );
  });

  it("takes the repository for the name that is left empty", async () => {
    show();
    await add("acme/web");
    expect(await screen.findByText("acme/web added")).toBeVisible();
  });

  it.each([
    ["not of the agreed form", "not a project", /^Repository must be letters, digits/],
    ["missing", "", /^Repository must be letters, digits/],
    ["taken", "docs", /^Repository .*(?:taken|exists)/],
  ])("names a repository that is %s", async (_, id, words) => {
    await page.world.records.addProject({
      id: "docs",
      name: "Docs",
      sample: false,
      created_at: "2026-01-05T09:00:00.000Z",
    });
    show();
    await add(id, "Name");
    await waitFor(() => expect(field("Repository")).toBeInvalid());
    expect(field("Repository")).toHaveAccessibleDescription(words);
    expect(field("Name")).toBeValid();
    expect(screen.queryByText("The project was not added")).toBeNull();
  });

  it("names a name that is too long", async () => {
    show();
    await page.user.click(field("Name"));
    await page.user.paste("x".repeat(101));
    await add("acme/web");
    await waitFor(() => expect(field("Name")).toBeInvalid());
    expect(field("Name")).toHaveAccessibleDescription(/100/);
    expect(field("Repository")).toBeValid();
  });

  it("keeps what was written where no answer came, and tries again", async () => {
    show();
    const { way } = page;
    page.way = () => Promise.reject(new TypeError("fetch failed"));
    await add("acme/web");
    expect(await screen.findByRole("alert")).toHaveTextContent(/^The project was not added/);
    expect(field("Repository")).toHaveValue("acme/web");
    page.way = way;
    await page.user.click(
      screen.getAllByRole("button", { name: "Try again" }).at(-1) as HTMLElement,
    );
    expect(await screen.findByText("page of acme/web")).toBeVisible();
  });
});
