using FsCheck;
using FsCheck.Fluent;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Lab.Fuzz;

namespace LearnLoadBalancer.Tests.Http;

/// <summary>What must hold for every input, not only for those we thought of. Short and seeded here; <c>lab fuzz</c> runs on.</summary>
public sealed class PropertyTests
{
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithReplay(new Replay(new Rnd(20260101, 1), null)).WithMaxTest(500);

    [Fact]
    public void Parser_AnyBytesInAnyPieces_SaysTheSameAsForTheWhole()
    {
        Arbitrary<byte[]> arbitrary = Gen.Choose(0, int.MaxValue).Select(seed => FuzzInput.Mutated(new Random(seed))).ToArbitrary();
        Prop.ForAll(arbitrary, bytes =>
        {
            var whole = new RequestHead();
            HeadStatus expected = whole.Parse(bytes);
            var pieces = new RequestHead();
            HeadStatus actual = HeadStatus.Incomplete;
            for (int end = 1; end <= bytes.Length && actual == HeadStatus.Incomplete; end++)
            {
                actual = pieces.Parse(bytes.AsSpan(0, end));
            }

            return expected == actual && whole.Cause == pieces.Cause && whole.Length == pieces.Length;
        }).Check(Quick);
    }

    [Fact]
    public void Framing_WhatIsForwarded_IsAlwaysReadTheSameWayAgain()
    {
        Arbitrary<byte[]> arbitrary = Gen.Choose(0, int.MaxValue).Select(seed => FuzzInput.Mutated(new Random(seed))).ToArbitrary();
        Prop.ForAll(arbitrary, bytes =>
        {
            var head = new RequestHead();
            if (head.Parse(bytes) != HeadStatus.Complete)
            {
                return true;
            }

            var output = new OutputBuffer(System.Buffers.ArrayPool<byte>.Shared);
            new RequestWriter(new HttpOptions()).Write(head, bytes, "127.0.0.1"u8, null, output);
            var again = new RequestHead();
            HeadStatus status = again.Parse(output.Written.Span);
            bool same = status == HeadStatus.Complete && again.Length == output.Length
                && again.Body == head.Body && again.Method == head.Method && again.Hosts == 1;
            output.Release();
            return same;
        }).Check(Quick);
    }

    /// <summary>The parser that is strict, and the reading that a choice is made from, find the same in what is sent.</summary>
    [Fact]
    public void WrittenHead_OfWhatIsForwarded_SaysWhatItsReceiverWillRead()
    {
        Arbitrary<byte[]> arbitrary = Gen.Choose(0, int.MaxValue).Select(seed => FuzzInput.Mutated(new Random(seed))).ToArbitrary();
        Prop.ForAll(arbitrary, bytes =>
        {
            var head = new RequestHead();
            if (head.Parse(bytes) != HeadStatus.Complete)
            {
                return true;
            }

            var output = new OutputBuffer(System.Buffers.ArrayPool<byte>.Shared);
            new RequestWriter(new HttpOptions()).Write(head, bytes, "127.0.0.1"u8, null, output);
            output.Append("A body: that is none of its business\r\n\r\n"u8);
            ReadOnlySpan<byte> sent = output.Written.Span;
            var again = new RequestHead();
            bool same = again.Parse(sent) == HeadStatus.Complete;
            var written = new WrittenHead(sent);
            same &= written.Target.SequenceEqual(again.Target.Path(sent));
            ReadOnlySpan<byte> fields = written.Fields;
            foreach (HeadField field in again.Fields)
            {
                same &= WrittenHead.TryTakeField(ref fields, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
                    && name.SequenceEqual(field.Name(sent)) && value.SequenceEqual(field.Value(sent));
            }

            same &= !WrittenHead.TryTakeField(ref fields, out _, out _);
            output.Release();
            return same;
        }).Check(Quick);
    }
}
