using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Stages;

/// <summary>
/// What a checkout gives: a clone of a repository at the emulated GitHub, which git cannot fetch from. It is made of what the
/// API says, object by object, and each has the id there that git gives it.
/// </summary>
internal sealed class EmulatedClone(EmulatedRepository origin, DeliveryRepository clone)
{
    /// <summary>All branches, with <c>main</c> checked out.</summary>
    public void Fetch()
    {
        foreach (var head in origin.Get("git/matching-refs/heads/").Is(200).Json.EnumerateArray())
        {
            var (reference, commit) = (head.GetProperty("ref").GetString()!, head.GetProperty("object").GetProperty("sha").GetString()!);
            FetchHistory(commit);
            clone.Git("update-ref", reference["refs/heads/".Length..] == "main" ? reference : $"refs/remotes/origin/{reference["refs/heads/".Length..]}", commit);
        }

        clone.Git("reset", "--quiet", "--hard", "main");
    }

    private void FetchHistory(string tip)
    {
        var left = new Stack<string>([tip]);
        while (left.TryPop(out var id))
        {
            if (Has(id))
                continue;

            var commit = origin.Get($"git/commits/{id}").Is(200).Json;
            var tree = commit.GetProperty("tree").GetProperty("sha").GetString()!;
            FetchTree(tree);
            var parents = commit.GetProperty("parents").EnumerateArray().Select(p => p.GetProperty("sha").GetString()!).ToList();
            var message = commit.GetProperty("message").GetString()!;
            string[] head = [$"tree {tree}", .. parents.Select(p => $"parent {p}"), $"author {Identity(commit.GetProperty("author"))}", $"committer {Identity(commit.GetProperty("committer"))}", ""];
            Keep("commit", Encoding.UTF8.GetBytes($"{string.Join('\n', head)}\n{message}{(message.EndsWith('\n') ? "" : "\n")}"), id);
            foreach (var parent in parents)
                left.Push(parent);
        }
    }

    private void FetchTree(string root)
    {
        if (Has(root))
            return;

        var entries = origin.Get($"git/trees/{root}?recursive=1").Is(200).Json.GetProperty("tree").EnumerateArray()
            .Select(e => (Path: e.GetProperty("path").GetString()!, Mode: e.GetProperty("mode").GetString()!, Id: e.GetProperty("sha").GetString()!)).ToList();
        foreach (var blob in entries.Where(e => e.Mode != "040000" && !Has(e.Id)))
            Keep("blob", Convert.FromBase64String(origin.Get($"git/blobs/{blob.Id}").Is(200)["content"]!), blob.Id);
        foreach (var (path, id) in entries.Where(e => e.Mode == "040000").Select(e => (e.Path, e.Id)).Append(("", root)))
            Keep("tree", TreeOf([.. entries.Where(e => FolderOf(e.Path) == path)]), id);
    }

    private static byte[] TreeOf(List<(string Path, string Mode, string Id)> entries)
    {
        using var tree = new MemoryStream();
        foreach (var (path, mode, id) in entries.OrderBy(e => e.Mode == "040000" ? $"{e.Path}/" : e.Path, StringComparer.Ordinal))
        {
            tree.Write(Encoding.UTF8.GetBytes($"{mode.TrimStart('0')} {Path.GetFileName(path)}\0"));
            tree.Write(Convert.FromHexString(id));
        }

        return tree.ToArray();
    }

    private static string Identity(JsonElement who) => string.Create(
        CultureInfo.InvariantCulture,
        $"{who.GetProperty("name").GetString()} <{who.GetProperty("email").GetString()}> {DateTimeOffset.Parse(who.GetProperty("date").GetString()!, CultureInfo.InvariantCulture).ToUnixTimeSeconds()} +0000");

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    private bool Has(string id) => File.Exists(FileOf(id));

    private string FileOf(string id) => Path.Combine(clone.Path, ".git", "objects", id[..2], id[2..]);

    private void Keep(string kind, byte[] content, string id)
    {
        byte[] whole = [.. Encoding.ASCII.GetBytes($"{kind} {content.Length}\0"), .. content];
        // Names of objects, and no protection.
#pragma warning disable CA5350
        Convert.ToHexStringLower(SHA1.HashData(whole)).ShouldBe(id, $"the {kind} is not what its id says");
#pragma warning restore CA5350
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(id))!);
        using var packed = new ZLibStream(File.Create(FileOf(id)), CompressionLevel.Fastest);
        packed.Write(whole);
    }
}
