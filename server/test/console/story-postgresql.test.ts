// SPDX-License-Identifier: Apache-2.0
import { storyAtScreens } from "../story/play-at-screens.ts";

storyAtScreens("postgresql");
