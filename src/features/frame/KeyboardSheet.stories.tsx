import { storiesOf } from "../../gallery/story.tsx";
import { KeyboardSheet } from "./KeyboardSheet.tsx";

export const stories = [storiesOf("KeyboardSheet", KeyboardSheet, { all: { props: {} } })];
