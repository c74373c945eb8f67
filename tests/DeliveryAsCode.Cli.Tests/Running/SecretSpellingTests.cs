using System.Diagnostics;
using System.Text;
using System.Text.Json;
using DeliveryAsCode.Cli.Running;

namespace DeliveryAsCode.Cli.Tests.Running;

/// <summary>What real programs make of a secret, and how little of it is left.</summary>
public class SecretSpellingTests
{
    private const string Long = "Qz7-correct horse/battery+staple?and~much*more:than|one=line&of<base64>or%hexadecimal#holds_9";
    private const string Awkward = "it's \"a\" b\\c $d `e`, {f} [g] ~h #i !j ^k *l ?m;n&o|p<q>(r)";
    private const string Foreign = "señor's 🔑 von Åse";
    private const string Lines = "first 'line'\nsecond \"line\"\twith\\tab";

    /// <summary>Beside what is no more than its alignment in a group of digits.</summary>
    private const int LeftAtMost = 5;

    [Theory]
    [InlineData("printf %s \"$S\" | base64", Long)]
    [InlineData("printf %s \"$S\" | base64 -w64", Long)]
    [InlineData("printf %s \"$S\" | base64 -w7", Long)]
    [InlineData("echo \"$S\" | base64", Long)]
    [InlineData("printf 'a%sb' \"$S\" | base64 | sed 's/^/    /'", Long)]
    [InlineData("printf 'ab%sb' \"$S\" | base64 | tr '+/' '-_' | sed 's/$/\\r/'", Long)]
    [InlineData("printf %s \"$S\" | base64 | base64", Long)]
    [InlineData("printf %s \"$S\" | base64 -w0 | base64", Long)]
    [InlineData("printf %s \"$S\" | base32", Long)]
    [InlineData("printf 'abc%s' \"$S\" | base32 | tr A-Z a-z", Long)]
    [InlineData("printf %s \"$S\" | od -An -tx1", Long)]
    [InlineData("printf %s \"$S\" | od -An -tx1 -v -w30 | tr -d ' '", Long)]
    [InlineData("printf %s \"$S\" | od -An -tx1 -v -w1 | tr -d ' ' | paste -sd:", Long)]
    [InlineData("printf %s \"$S\" | od -An -tx1 -v | tr -d ' \\n' | tr a-f A-F | sed 's/../\\\\x&/g'", Long)]
    [InlineData("printf %s \"$S\" | od -An -tx1 -v | tr -d ' \\n' | sed 's/../0x&, /g'", Long)]
    [InlineData("printf %s \"$S\" | od -An -b", Long)]
    [InlineData("printf %s \"$S\" | fold -w 40", Long)]
    [InlineData("printf %s \"$S\" | iconv -t UTF-16LE", Long)]
    [InlineData("printf %s \"$S\" | iconv -t UTF-16BE", Long)]
    [InlineData("printf %s \"$S\" | iconv -t UTF-16LE", Foreign)]
    [InlineData("printf %s \"$S\" | iconv -t UTF-16BE | base64 -w 20", Foreign)]
    [InlineData("printf %s \"$S\" | iconv -t UTF-16BE | od -An -tx1 -v", Foreign)]
    [InlineData("printf %q \"$S\"", Awkward)]
    [InlineData("printf %q \"$S\"", Lines)]
    [InlineData("LC_ALL=C printf %q \"$S\"", Foreign)]
    [InlineData("LC_ALL=C.UTF-8; printf %q \"$S\"", Foreign)]
    [InlineData("printf %s \"${S@Q}\"", Awkward)]
    [InlineData("printf %s \"${S@Q}\"", Lines)]
    [InlineData("declare -p S | sed 's/declare -x S=//'", Awkward)]
    [InlineData("declare -p S | sed 's/declare -x S=//'", Lines)]
    [InlineData("printf %q \"$S\"", "{\"user\":\"quinn\",\"password\":\"hunter2\"}")]
    public void What_a_program_makes_of_a_secret_is_hidden_however_it_is_cut(string command, string secret)
    {
        var printed = Bash(command, secret);
        printed.Length.ShouldBeGreaterThanOrEqualTo(secret.Length);
        var mask = SecretMask.Of([secret]);
        foreach (var size in new[] { 1, 7, int.MaxValue })
        {
            var left = Shown(mask, printed, size).Replace("***", "", StringComparison.Ordinal);
            left.Count(c => !char.IsWhiteSpace(c) && c is not ('$' or '\'' or '"' or '=')).ShouldBeLessThanOrEqualTo(LeftAtMost, left);
        }
    }

    [Theory]
    [InlineData("a'b\"c\\d", """'a\'b"c\\d'""", "'***'")]
    [InlineData("it's here", "\"it's here\"", "\"***\"")]
    [InlineData("señor 🔑", "b'se\\xc3\\xb1or \\xf0\\x9f\\x94\\x91'", "b'***'")]
    [InlineData("señor 🔑", "'se\\xf1or \\U0001f511'", "'***'")]
    [InlineData("ab'cd", """'ab'"'"'cd'""", "'***'")]
    [InlineData("pass 🔑 word", "\"pass \\ud83d\\udd11 word\"", "\"***\"")]
    [InlineData("pass 🔑 word", "\"pass \\uD83D\\uDD11 word\"", "\"***\"")]
    [InlineData("a/b🔑c", "\"a\\/b\\ud83d\\udd11c\"", "\"***\"")]
    [InlineData("a<b>&c", "\"a\\u003cb\\u003e\\u0026c\"", "\"***\"")]
    [InlineData("a<b>'c", "\"a\\u003Cb\\u003E\\u0027c\"", "\"***\"")]
    [InlineData("a/b c+d", "x=a/b%20c%2Bd", "x=***")]
    [InlineData("a/b c+d", "x=a%2fb%20c%2bd", "x=***")]
    [InlineData("it's (a)*b!", "x=it's%20(a)*b!", "x=***")]
    [InlineData("it's <a> & \"b\"", "<p>it&#x27;s &lt;a&gt; &amp; &quot;b&quot;</p>", "<p>***</p>")]
    [InlineData("it's <a> & \"b\"", "<p>it&#39;s &lt;a&gt; &amp; &#34;b&#34;</p>", "<p>***</p>")]
    [InlineData("it's <a> & \"b\"", "<p>it's &lt;a&gt; &amp; \"b\"</p>", "<p>***</p>")]
    [InlineData("abc>>>???xyz", "{\"a\":\"YWJjPj4\\u002BPz8/eHl6\"}", "{\"a\":\"***\"}")]
    [InlineData("abc>>>???xyz", "a=YWJjPj4%2BPz8%2FeHl6", "a=***")]
    public void What_languages_make_of_it_is_hidden(string secret, string printed, string shown) => SecretMask.Of([secret]).Apply(printed).ShouldBe(shown);

    private const string Account = """{"type":"service","enabled":"true","password":"hunter2-hunter2","keys":[{"pem":"-----BEGIN KEY-----\nMIIEvQIBADANBg\n"}],"port":5432}""";

    [Theory]
    [InlineData("password is hunter2-hunter2", "password is ***")]
    [InlineData("MIIEvQIBADANBg", "***")]
    [InlineData("aHVudGVyMi1o\ndW50ZXIy", "***")]
    [InlineData("it is true: port 5432", "it is true: port 5432")]
    public void Each_text_in_a_secret_that_is_json_is_one_unless_it_is_short(string printed, string shown) => SecretMask.Of([Account]).Apply(printed).ShouldBe(shown);

    [Fact]
    public void Json_is_hidden_however_it_is_laid_out()
    {
        using var account = JsonDocument.Parse(Account);
        var indented = JsonSerializer.Serialize(account, Indented);
        SecretMask.Of([Account]).Apply(indented).ShouldBe("{\n***");
        SecretMask.Of([Account]).Apply(indented.Replace("  ", "    ", StringComparison.Ordinal)).ShouldBe("{\n***");
        SecretMask.Of([Account]).Apply(Account.Replace("\":", "\": ", StringComparison.Ordinal).Replace(",\"", ", \"", StringComparison.Ordinal)).ShouldBe("***");
    }

    [Theory]
    [InlineData("password authentication failed: hunter2%2Fx", "password authentication failed: ***")]
    [InlineData("password authentication failed: hunter2/x", "password authentication failed: ***")]
    [InlineData("Authorization: Basic cXVpbm46aHVudGVyMi94", "Authorization: Basic ***")]
    [InlineData("PGPASSWORD=hunter2/x", "PGPASSWORD=***")]
    [InlineData("connecting to db.example.com as quinn", "connecting to db.example.com as quinn")]
    public void So_is_the_password_in_a_url(string printed, string shown) =>
        SecretMask.Of(["postgres://quinn:hunter2%2Fx@db.example.com/acme"]).Apply(printed).ShouldBe(shown);

    [Fact]
    public void Also_one_that_somebody_forgot_to_encode() =>
        SecretMask.Of(["https://quinn:hun/ter#2@db.example.com/"]).Apply("as quinn with hun/ter#2").ShouldBe("as quinn with ***");

    [Theory]
    [InlineData("cXVpbm46aH")]
    [InlineData("tail: ZXItaGVyZQ==")]
    [InlineData("68 75 6e 74")]
    [InlineData("68756E74")]
    public void A_piece_of_an_encoded_secret_is_known(string text) => SecretMask.Of(["quinn:hunter-here"]).Knows(text).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("quinn")]
    [InlineData("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("2026-11-20T12:44:00Z")]
    public void What_is_no_piece_of_it_is_not(string text) => SecretMask.Of(["quinn:hunter-here"]).Knows(text).ShouldBeFalse();

    [Fact]
    public void What_is_held_back_has_an_end()
    {
        var stream = SecretMask.Of(["hunter2-hunter2"]).Open();
        stream.Write("aHVudGVy").ShouldBeEmpty();
        stream.Write(new string(' ', 10_000)).Length.ShouldBeGreaterThan(9_000);
    }

    [Fact]
    public void A_line_that_ends_like_a_secret_begins_is_shown_at_once()
    {
        var stream = SecretMask.Of(["hunter2-hunter2"]).Open();
        stream.Write("waiting for the ch\n").ShouldBe("waiting for the ch\n");
        stream.Write("hu\n").ShouldBe("hu\n");
        (stream.Write("nter2-hunter2") + stream.End()).ShouldBe("***");
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    private static string Shown(SecretMask mask, string text, int size)
    {
        var stream = mask.Open();
        return string.Concat(text.Chunk(Math.Min(size, text.Length)).Select(piece => stream.Write(piece))) + stream.End();
    }

    private static string Bash(string command, string secret)
    {
        var start = new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true, StandardOutputEncoding = new UTF8Encoding(false) };
        start.Environment["S"] = secret;
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start).ShouldNotBeNull();
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return printed;
    }
}
