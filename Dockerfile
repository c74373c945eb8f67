# The container action. GitHub's runner builds it in this folder, without build arguments, wherever the action is called
# from the source; a release calls a published image by its digest.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/DeliveryAsCode/DeliveryAsCode.csproj src/DeliveryAsCode/packages.lock.json src/DeliveryAsCode/
COPY src/DeliveryAsCode.Cli/DeliveryAsCode.Cli.csproj src/DeliveryAsCode.Cli/packages.lock.json src/DeliveryAsCode.Cli/
# What is not exactly as the lock files say is not built with. The publication below takes the same packages.
RUN dotnet restore src/DeliveryAsCode.Cli --locked-mode
COPY src/ src/
COPY templates/ templates/
# Analyzers have had their say in CI, and take a third of the time.
RUN dotnet publish src/DeliveryAsCode.Cli --configuration Release --use-current-runtime --output /app \
    -p:RunAnalyzers=false -p:GenerateDocumentationFile=false

FROM mcr.microsoft.com/dotnet/runtime:10.0
LABEL org.opencontainers.image.title="DeliveryAsCode" \
      org.opencontainers.image.description="Delivery records, checklists and runbooks that work" \
      org.opencontainers.image.licenses="MIT"
# bash, setsid and the certificates are in the base image.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends curl git \
 && rm -rf /var/lib/apt/lists/*
COPY LICENSE /app/
COPY --from=build /app /app
RUN ln -s /app/delivery /usr/local/bin/delivery
# No USER: the runner asks for root, or the workspace could not be written. No shell around the program: it is the first
# process and gets the signals itself, and some shells drop variables with a hyphen, as INPUT_APP-ID is one. No init either:
# what a step leaves behind and ends is reaped by nobody, takes a process number and nothing else, and goes with the container.
ENTRYPOINT ["/app/delivery", "action"]
