"""Names that tell little of what happened, because there is news with them on most days. Ids of the catalogue.

Apps, systems and models that many use, on which much is built or against which all is measured; where things are
published; and heads of state and commentators. Somebody who hears no more than such a name does not know what happened.
The kinds were found by looking at the names that reports of different events shared most, in the real issues of ten
days, and filled from the catalogue. What is new is not among them, however much it is talked of.
"""

from __future__ import annotations

_VENUES = "github hugging-face arxiv youtube reddit spotify wechat x-platform app-store wikipedia"
_ASSISTANTS = """
    chatgpt codex claude-code openclaw github-copilot microsoft-copilot cursor windsurf siri alexa grok gemini-cli
    doubao kimi tongyi ernie hunyuan yuanbao notebooklm
"""
_MODELS = """
    gpt gpt-4 gpt-4o gpt-5 claude-opus claude-sonnet claude-haiku llama gemma qwen glm deepseek-v3 deepseek-r1 sora
    whisper
"""
_SYSTEMS = """
    android ios macos windows linux ubuntu harmonyos azure vertex-ai amazon-bedrock kubernetes mcp cuda tpu blackwell
    hopper-h100 ascend pytorch tensorflow jax transformers-library vllm llama-cpp ollama lm-studio langgraph jupyter
    apache-spark typescript vs-code visual-studio
"""
_APPS = """
    iphone ipad macbook apple-watch xbox playstation bitcoin ethereum instagram whatsapp facebook-messenger meta-threads
    snapchat tiktok douyin alipay taobao slack dingtalk feishu google-search google-chrome google-maps gmail
    google-workspace microsoft-teams microsoft-365 bing firefox photoshop starlink starship tesla-fsd tesla-robotaxi
    optimus
"""
_BENCHMARKS = """
    mmlu gpqa hle arc-agi frontiermath swe-bench terminal-bench livecodebench humaneval gsm8k math-500 aime mmmu osworld
    webarena tau-bench gdpval browsecomp simpleqa
"""
_PEOPLE = "donald-trump xi-jinping joe-biden jd-vance gary-marcus simon-willison"
EVERYDAY = frozenset(" ".join([_VENUES, _ASSISTANTS, _MODELS, _SYSTEMS, _APPS, _BENCHMARKS, _PEOPLE]).split())
