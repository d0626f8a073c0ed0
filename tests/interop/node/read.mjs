// Prints what a JavaScript reader sees in a calendar file, as JSON: node read.mjs ical.js|node-ical FILE
import { readFileSync } from "node:fs";

const pad = (number, width = 2) => String(number).padStart(width, "0");
const day = (date) => `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
const moment = (date) => date.toISOString().replace(".000Z", "Z");

async function icalJs(text) {
  const { default: ICAL } = await import("ical.js");
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const shown = (time) => (time.isDate ? time.toString() : moment(new Date(time.toUnixTime() * 1000)));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: shown(event.startDate),
      end: shown(event.endDate),
      all_day: event.startDate.isDate,
      summary: event.summary,
      cancelled: component.getFirstPropertyValue("status") === "CANCELLED",
    };
  });
}

async function nodeIcal(text) {
  const { default: ical } = await import("node-ical");
  const events = Object.values(ical.sync.parseICS(text)).filter((found) => found.type === "VEVENT");
  return events.map((event) => {
    const allDay = event.datetype === "date";
    const shown = allDay ? day : moment;
    return {
      uid: event.uid,
      start: shown(event.start),
      end: shown(event.end),
      all_day: allDay,
      summary: event.summary,
      cancelled: event.status === "CANCELLED",
    };
  });
}

const [reader, file] = process.argv.slice(2);
const read = { "ical.js": icalJs, "node-ical": nodeIcal }[reader];
process.stdout.write(JSON.stringify(await read(readFileSync(file, "utf8"))));
