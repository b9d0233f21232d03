// A small bot of discord.js, which reaches Discord by the address in its first argument alone.
// It writes one JSON object a line about what it hears; what it does is told in ../program.py.
import {
  AttachmentBuilder,
  Client,
  GatewayIntentBits,
  MessageFlags,
  Partials,
  REST,
  Routes,
} from "discord.js";

const [api, token] = process.argv.slice(2);
const say = (event, data = {}) => console.log(JSON.stringify({ event, ...data }));

const client = new Client({
  intents: [
    GatewayIntentBits.Guilds,
    GatewayIntentBits.GuildMessages,
    GatewayIntentBits.DirectMessages,
  ],
  partials: [Partials.Channel], // without it discord.js hears nothing in direct messages
  rest: { api: `${api}/api`, version: "10", retries: 1 },
});

const COMMANDS = [
  {
    name: "greet",
    description: "Greet somebody",
    name_localizations: { de: "grüßen" },
    default_member_permissions: null,
    options: [
      { type: 3, name: "name", description: "Whom", required: true, autocomplete: true },
    ],
  },
  { name: "report", description: "Make a report, slowly", contexts: [0, 1] },
  { name: "form", description: "Open a form" },
  { name: "Count letters", type: 3 },
];
const again = {
  type: 1,
  components: [{ type: 2, style: 1, label: "Again", custom_id: "again" }],
};

client.once("clientReady", async () => {
  const rest = new REST({ api: `${api}/api`, version: "10" }).setToken(token);
  const registered = await rest.put(Routes.applicationCommands(client.application.id), {
    body: COMMANDS,
  });
  const guilds = client.guilds.cache.map((guild) => ({
    name: guild.name,
    channels: guild.channels.cache.map((channel) => channel.name),
  }));
  say("ready", { user: client.user.username, guilds, commands: registered.map((c) => c.name) });
});

client.on("interactionCreate", async (interaction) => {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    const names = ["Mara", "Marten", "Jonas"].filter((name) => name.startsWith(typed));
    await interaction.respond(names.map((name) => ({ name, value: name.toLowerCase() })));
  } else if (interaction.isMessageContextMenuCommand()) {
    await interaction.reply(`${interaction.targetMessage.content.length} letters`);
  } else if (interaction.isChatInputCommand() && interaction.commandName === "greet") {
    const name = interaction.options.getString("name");
    await interaction.reply({ content: `Hello, ${name}`, components: [again] });
  } else if (interaction.isChatInputCommand() && interaction.commandName === "report") {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const file = new AttachmentBuilder(Buffer.from("a,b\n1,2\n"), { name: "report.csv" });
    await interaction.editReply({ content: "The report", files: [file] });
    await interaction.followUp({ content: "Anything else?", flags: MessageFlags.Ephemeral });
  } else if (interaction.isChatInputCommand()) {
    await interaction.showModal({
      custom_id: "tell",
      title: "Tell us",
      components: [
        { type: 18, label: "What?", component: { type: 4, custom_id: "what", style: 1 } },
      ],
    });
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`You said: ${interaction.fields.getTextInputValue("what")}`);
  } else if (interaction.isButton()) {
    await interaction.update({ content: `${interaction.message.content} and again` });
  }
});

client.on("messageCreate", async (message) => {
  if (message.author.bot || !message.mentions.has(client.user)) return;
  const answer = await message.reply({
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: 17, accent_color: 5, components: [{ type: 10, content: "You called?" }] }],
    allowedMentions: { parse: [], repliedUser: false },
  });
  await answer.edit({
    components: [{ type: 17, accent_color: 5, components: [{ type: 10, content: "I am here." }] }],
    flags: MessageFlags.IsComponentsV2,
  });
});

client.on("error", (error) => say("error", { message: String(error) }));
client.on("shardResume", () => say("resumed"));
process.on("unhandledRejection", (error) => say("error", { message: String(error) }));
await client.login(token);
