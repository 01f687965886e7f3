// The emoji that bots and people write most, by Slack's short names. Others stay as they were typed.

const NAMES = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", wave: "👋", eyes: "👀", pray: "🙏", clap: "👏", tada: "🎉",
  fire: "🔥", rocket: "🚀", star: "⭐", sparkles: "✨", zap: "⚡", bulb: "💡", brain: "🧠", robot_face: "🤖", heart: "❤️",
  smile: "😄", slightly_smiling_face: "🙂", joy: "😂", thinking_face: "🤔", sob: "😭", sunglasses: "😎", sweat_smile: "😅",
  newspaper: "📰", rolled_up_newspaper: "🗞️", memo: "📝", pencil: "📝", mag: "🔍", mag_right: "🔎", link: "🔗",
  calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", clock8: "🕗", alarm_clock: "⏰", hourglass: "⌛", bell: "🔔",
  no_bell: "🔕", mega: "📣", loudspeaker: "📢", speech_balloon: "💬", left_speech_bubble: "🗨️", envelope: "✉️",
  inbox_tray: "📥", outbox_tray: "📤", package: "📦", bookmark: "🔖", bookmark_tabs: "📑", books: "📚", label: "🏷️",
  chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", bar_chart: "📊", moneybag: "💰", dollar: "💵",
  office: "🏢", factory: "🏭", busts_in_silhouette: "👥", bust_in_silhouette: "👤", briefcase: "💼", gear: "⚙️",
  wrench: "🔧", hammer_and_wrench: "🛠️", lock: "🔒", key: "🔑", globe_with_meridians: "🌐", earth_asia: "🌏",
  sunrise: "🌅", sunny: "☀️", coffee: "☕", warning: "⚠️", x: "❌", no_entry: "⛔", no_entry_sign: "🚫", question: "❓",
  grey_question: "❔", exclamation: "❗", white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️",
  information_source: "ℹ️", arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️", repeat: "🔁",
  arrows_counterclockwise: "🔄", heavy_plus_sign: "➕", heavy_minus_sign: "➖", small_blue_diamond: "🔹",
  small_orange_diamond: "🔸", large_blue_circle: "🔵", red_circle: "🔴", large_green_circle: "🟢", white_circle: "⚪",
  headphones: "🎧", tv: "📺", movie_camera: "🎥", studio_microphone: "🎙️", test_tube: "🧪", microscope: "🔬",
  satellite: "📡", computer: "💻", iphone: "📱", battery: "🔋", scales: "⚖️", classical_building: "🏛️", cn: "🇨🇳", us: "🇺🇸",
  one: "1️⃣", two: "2️⃣", three: "3️⃣", four: "4️⃣", five: "5️⃣", six: "6️⃣", seven: "7️⃣", eight: "8️⃣", nine: "9️⃣",
};

/** Replace short names that we know by their emoji. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (written, name) => NAMES[name] ?? written);
}
