import type { Stories } from "./story.tsx";

/** The rooms of the house that have components, as the gallery lists them. */
export const rooms = ["pages", "features", "ui"] as const;
export type Room = (typeof rooms)[number];

const files = import.meta.glob<{ stories: readonly Stories[] }>(
  "../{ui,features,pages}/**/*.stories.tsx",
  {
    eager: true,
  },
);

export interface Entry extends Stories {
  room: Room;
}

/** Every component that has stories, by room and name. */
export const collection: readonly Entry[] = Object.entries(files)
  .flatMap(([path, { stories }]) => {
    const room = rooms.find((name) => path.startsWith(`../${name}/`)) ?? "ui";
    return stories.map((entry) => ({ ...entry, room }));
  })
  .toSorted((a, b) => rooms.indexOf(a.room) - rooms.indexOf(b.room) || (a.name < b.name ? -1 : 1));

/** One story, and the room of its component. */
export function findStory(component: string, state: string) {
  const entry = collection.find(({ name }) => name === component);
  const story = entry?.states[state];
  return entry && story ? { ...story, room: entry.room } : null;
}
