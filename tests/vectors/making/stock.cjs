/* Ask the real StatiCrypt (npm, 3.5.4) for hash chains and pages, with fixed IVs, and print them as JSON. */
const { webcrypto } = require("node:crypto");
const engine = require("staticrypt/lib/cryptoEngine.js");
const codec = require("staticrypt/lib/codec.js").init(engine);

const SALT = "b93bbaf35459951c47721d1f3eaeb5b9";
const CHAINS = [
    ["generated", "cactus-banner-tidal-oyster-crumb-violet", SALT],
    ["empty", "", SALT],
    ["astral", "caf\u00e9 \u{1f9ed} \u05d0", "00000000000000000000000000000000"],
    ["longer than a hash block", "seventy-seven letters ".repeat(4) + "end", "0123456789abcdef0123456789abcdef"],
];
const PAGES = [
    ["empty", ""],
    ["short", "<p>Hello</p>"],
    ["one whole block", "sixteen letters!"],
    ["astral", "<p>\u{1f9ed}\u{20000} combining e\u0301, right to left \u05d0</p>"],
    ["controls and line ends", "a\u0000b\r\nc\u2028d\tend\n"],
    ["several kilobytes", "<li>caf\u00e9 \u{1f9ed}</li>\n".repeat(120)],
];

async function main() {
    const hash = [];
    for (const [name, passphrase, salt] of CHAINS) {
        const first = await engine.hashLegacyRound(passphrase, salt);
        const second = await engine.hashSecondRound(first, salt);
        const third = await engine.hashThirdRound(second, salt);
        if (third !== (await engine.hashPassword(passphrase, salt))) throw new Error("the rounds do not chain");
        hash.push({ name, passphrase, salt, rounds: [first, second, third] });
    }
    const pages = [];
    const key = hash[0].rounds[2];
    for (const [number, [name, html]] of PAGES.entries()) {
        webcrypto.getRandomValues = (array) => array.fill(0xa0 + number);
        const message = await codec.encodeWithHashedPassword(html, key);
        pages.push({ name, key, html, message });
    }
    process.stdout.write(JSON.stringify({ hash, pages }));
}

main();
