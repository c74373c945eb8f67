using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Workspaces;

public class CommitSignatureTests
{
    private static readonly Identity Quinn = new("quinn", "quinn@studio.example");
    private static readonly Identity Mallory = new("mallory", "mallory@studio.example");

    [Fact]
    public void A_signature_by_an_allowed_key_is_good_and_its_owners()
    {
        using var repository = Signing("quinn").Sign("quinn", Quinn);

        var signature = SignatureOf(repository);

        signature.State.ShouldBe(SignatureState.Good);
        signature.IsBy(Quinn).ShouldBeTrue();
    }

    [Fact]
    public void A_signature_is_its_keys_owners_whomever_the_commit_names()
    {
        using var repository = Signing("quinn", "mallory").Sign("mallory", Quinn);

        var signature = SignatureOf(repository);

        signature.State.ShouldBe(SignatureState.Good);
        signature.IsBy(Quinn).ShouldBeFalse();
        signature.IsBy(Mallory).ShouldBeTrue();
    }

    [Fact]
    public void A_signature_by_a_key_that_nobody_allowed_cannot_be_verified()
    {
        using var repository = Signing("quinn").Key("mallory").Sign("mallory", Quinn);

        var signature = SignatureOf(repository);

        signature.State.ShouldBe(SignatureState.Unverifiable);
        signature.IsBy(Quinn).ShouldBeFalse();
    }

    [Fact]
    public void A_commit_that_was_changed_after_it_was_signed_has_a_bad_signature()
    {
        using var repository = Signing("quinn").Sign("quinn", Quinn);
        var changed = repository.Git("cat-file", "commit", "HEAD").Replace("Signed", "Changed", StringComparison.Ordinal) + "\n";
        repository.Write("../changed", changed);
        repository.Git("reset", "--quiet", "--hard", repository.Git("hash-object", "-t", "commit", "-w", "../changed"));

        SignatureOf(repository).State.ShouldBe(SignatureState.Bad);
    }

    [Fact]
    public void A_commit_without_a_signature_has_none()
    {
        using var repository = DeliveryRepository.Create().Write("a", "").Commit();

        SignatureOf(repository).ShouldBe(new CommitSignature(SignatureState.None, null));
    }

    private static CommitSignature SignatureOf(DeliveryRepository repository) => CommitSignature.Of(repository.Open().Git, "HEAD");

    private static DeliveryRepository Signing(params string[] allowed)
    {
        var repository = DeliveryRepository.Create(nameof(CommitSignatureTests));
        foreach (var person in allowed)
            repository.Key(person);
        repository.Write("../allowed", string.Concat(allowed.Select(person => $"{person}@studio.example {repository.Read($"../{person}.pub")}")));
        repository.Git("config", "gpg.format", "ssh");
        repository.Git("config", "gpg.ssh.allowedSignersFile", "../allowed");
        return repository;
    }
}

file static class SigningExtensions
{
    public static DeliveryRepository Key(this DeliveryRepository repository, string person)
    {
        DebianPackage.Require("ssh-keygen", "openssh-client");
        var made = Finished.Of("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", person, "-f", $"../{person}"], repository.Path, CleanEnvironment.In(repository.Home));
        made.ExitCode.ShouldBe(0, made.Error);
        return repository;
    }

    public static DeliveryRepository Sign(this DeliveryRepository repository, string key, Identity committer)
    {
        repository.Git("-c", $"user.name={committer.Name}", "-c", $"user.email={committer.Email}", "-c", $"user.signingKey={Path.GetFullPath($"../{key}", repository.Path)}",
            "commit", "--quiet", "--allow-empty", "--gpg-sign", "--message", "Signed");
        return repository;
    }
}
