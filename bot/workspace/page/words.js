// What the page itself says, in English and Chinese, by the locale of the person one acts as.

const TEXTS = {
  acting: ["Acting as", "当前身份"],
  channels: ["Channels", "频道"],
  direct: ["Direct messages", "私信"],
  showChannels: ["Show channels", "显示频道"],
  online: ["{name} is connected.", "{name} 已连接。"],
  offline: ["{name} is not connected.", "{name} 未连接。"],
  place: ["Message {place}, or / for commands", "发消息到 {place}，输入 / 使用命令"],
  archived: ["This channel is archived", "此频道已归档"],
  members: ["{n} members", "{n} 位成员"],
  noBot: ["{name} is not a member", "{name} 不在此频道"],
  directWith: ["Direct messages with the app", "与应用的私信"],
  onlyYou: ["Only visible to you", "仅您可见"],
  edited: ["(edited)", "（已编辑）"],
  reply: ["Reply…", "回复…"],
  replyInThread: ["Reply in thread", "在消息列中回复"],
  oneReply: ["1 reply", "1 条回复"],
  replies: ["{n} replies", "{n} 条回复"],
  lastReply: ["Last reply {day}, {time}", "最后回复：{day} {time}"],
  thread: ["Thread", "消息列"],
  closeThread: ["Close the thread", "关闭消息列"],
  send: ["Send", "发送"],
  unread: ["unread", "未读"],
  more: ["More actions", "更多操作"],
  choose: ["Choose…", "请选择…"],
  empty: ["Nothing here yet. Write something, or type / for commands.", "这里还没有消息。写点什么，或输入 / 使用命令。"],
  silent: ["The workspace does not answer. Is it still running?", "工作区没有响应，它还在运行吗？"],
};

/** Say something in the language of a locale. */
export function say(locale, key, values = {}) {
  const text = TEXTS[key][locale?.startsWith("zh") ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
