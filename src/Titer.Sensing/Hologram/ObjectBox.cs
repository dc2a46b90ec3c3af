namespace Titer.Sensing.Hologram;

/// <summary>Bounding box of a labelled object (right and bottom belong to it) and the plane that most of it lies in.</summary>
internal readonly record struct ObjectBox(int Left, int Top, int Right, int Bottom, int Plane)
{
    /// <summary>The boxes of all labels from 1 to <paramref name="count"/>.</summary>
    /// <param name="votes">Room for (count + 1) x planes numbers.</param>
    public static void Find(ReadOnlySpan<int> label, ReadOnlySpan<byte> plane, int planes, int width, int count, List<ObjectBox> boxes,
        Span<int> votes)
    {
        votes.Clear();
        boxes.Clear();
        for (int k = 0; k <= count; k++) boxes.Add(new ObjectBox(int.MaxValue, int.MaxValue, -1, -1, 0));
        for (int i = 0; i < label.Length; i++)
        {
            if (label[i] == 0) continue;
            int x = i % width, y = i / width;
            ObjectBox box = boxes[label[i]];
            boxes[label[i]] = box with
            {
                Left = Math.Min(box.Left, x), Top = Math.Min(box.Top, y), Right = Math.Max(box.Right, x), Bottom = Math.Max(box.Bottom, y),
            };
            votes[label[i] * planes + plane[i]]++;
        }
        for (int k = 1; k <= count; k++)
        {
            int best = 0;
            for (int p = 1; p < planes; p++)
                if (votes[k * planes + p] > votes[k * planes + best]) best = p;
            boxes[k] = boxes[k] with { Plane = best };
        }
    }
}
