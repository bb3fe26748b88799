using JobStub;

switch (args[0])
{
    case "inspect":
        StubInspection.Answer();
        return 0;
    case "plugins" or "describe" or "schema":
        // What has no name here is refused, as the program does. A plugin's native code may write before and after the document.
        if (args.Contains("talkative"))
        {
            Console.WriteLine("native: ready\n{ \"warm\": true }\n{ half");
        }

        Console.WriteLine($"{{\"asked\":\"{string.Join(' ', args)}\"}}");
        if (args.Contains("talkative"))
        {
            Console.WriteLine("native: {done}");
        }

        return args.Contains("nothing") ? 2 : 0;
    case "join":
        StubJoin.Write(args);
        return 0;
    case "templates":
        StubTemplate.Answer(args);
        return 0;
    default:
        using (var run = new StubRun(args))
        {
            try
            {
                return await run.RunAsync();
            }
            catch (IOException exception) when (exception.HResult == 28)
            {
                // As the program does where the disk is full.
                Console.Error.WriteLine($"error: the disk is full: {exception.Message}");
                return 3;
            }
        }
}
